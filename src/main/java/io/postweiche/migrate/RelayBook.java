package io.postweiche.migrate;

import io.postweiche.config.KnownProviders;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The accounts, each with a name of its own. */
final class RelayBook {
  private final Map<Hop, String> names = new LinkedHashMap<>();

  String name(Hop hop) {
    String known = names.get(hop);
    if (known != null) {
      return known;
    }
    String name = base(hop);
    if (names.containsValue(name)) {
      name = slug(hop.to().host() + "-" + hop.to().port());
    }
    String base = name;
    for (int number = 2; names.containsValue(name); number++) {
      name = base + "-" + number;
    }
    names.put(hop, name);
    return name;
  }

  List<String> names(List<Hop> hops) {
    return hops.stream().map(this::name).toList();
  }

  /** In the order in which they were met. */
  Map<Hop, String> all() {
    return names;
  }

  // ionos-meinefirma: whose server, whose account
  private static String base(Hop hop) {
    String host = KnownProviders.ofHost(hop.to().host()).orElse(label(hop.to().host()));
    String username = hop.username() == null ? "" : hop.username();
    int at = username.lastIndexOf('@');
    String account = at < 0 ? "" : "-" + label(username.substring(at + 1));
    return slug(host + account);
  }

  /** The label of a name that says most: {@code smtp.strato.de} is strato. */
  private static String label(String host) {
    List<String> labels = Arrays.asList(host.split("\\."));
    boolean number = host.matches("[0-9.]+") || host.contains(":");
    if (number || labels.size() < 2) {
      return host;
    }
    int last = labels.size() - 2;
    boolean second = last > 0 && labels.get(last).length() <= 3; // co.uk
    return labels.get(second ? last - 1 : last);
  }

  private static String slug(String text) {
    String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String trimmed = slug.replaceAll("^-+|-+$", "");
    String cut = trimmed.length() > 50 ? trimmed.substring(0, 50) : trimmed;
    return cut.isEmpty() ? "relay" : cut.replaceAll("-+$", "");
  }
}
