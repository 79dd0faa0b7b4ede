package io.postweiche.migrate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parameters with their values in full: of {@code main.cf}, of a service's {@code -o}, built in.
 */
final class Parameters {
  private static final Map<String, String> BUILT_IN =
      Map.ofEntries(
          Map.entry("myorigin", "$myhostname"),
          Map.entry("mydestination", "$myhostname, localhost.$mydomain, localhost"),
          Map.entry("inet_interfaces", "all"),
          Map.entry("default_transport", "smtp"),
          Map.entry("default_database_type", "hash"),
          Map.entry("queue_directory", "/var/spool/postfix"),
          Map.entry("data_directory", "/var/lib/postfix"),
          Map.entry("empty_address_relayhost_maps_lookup_key", "<>"),
          Map.entry("empty_address_default_transport_maps_lookup_key", "<>"),
          Map.entry("smtp_sasl_password_result_delimiter", ":"),
          Map.entry("smtpd_tls_key_file", "$smtpd_tls_cert_file"),
          Map.entry("smtp_tls_key_file", "$smtp_tls_cert_file"),
          Map.entry("smtp_helo_name", "$myhostname"),
          Map.entry("smtp_fallback_relay", "$fallback_relay"),
          Map.entry("smtp_tls_enforce_peername", "yes"));

  private final MainCf main;
  private final Map<String, MainCf.Written> overrides;
  private final Notes notes;

  Parameters(MainCf main, Notes notes) {
    this(main, Map.of(), notes);
  }

  private Parameters(MainCf main, Map<String, MainCf.Written> overrides, Notes notes) {
    this.main = main;
    this.overrides = overrides;
    this.notes = notes;
  }

  /** The same for a service that has settings of its own. */
  Parameters with(Map<String, MainCf.Written> own) {
    Map<String, MainCf.Written> both = new HashMap<>(overrides);
    both.putAll(own);
    return new Parameters(main, both, notes);
  }

  /** The value, expanded; empty when nothing sets it. */
  String text(String name) {
    String raw = raw(name);
    if (raw == null) {
      return "";
    }
    try {
      return Expansion.of("$" + name, this::raw).strip();
    } catch (IllegalArgumentException e) {
      notes.leftOut(place(name), name + ": " + e.getMessage() + "; read as empty here");
      return "";
    }
  }

  /** Its words; blanks and commas part them, but not inside braces. */
  List<String> words(String name) {
    return Words.of(text(name));
  }

  boolean flag(String name) {
    return text(name).toLowerCase(Locale.ROOT).equals("yes");
  }

  boolean isSet(String name) {
    return overrides.containsKey(name) || main.values().containsKey(name);
  }

  /** Where it is set; the first line of main.cf when it is not. */
  Place place(String name) {
    MainCf.Written written = overrides.getOrDefault(name, main.values().get(name));
    return written == null ? new Place(main.file(), 1) : written.place();
  }

  MainCf main() {
    return main;
  }

  /** Whether another value names this one, as {@code $name}. */
  boolean isReferred(String name) {
    Predicate<String> refers =
        value -> value.matches("(?s).*\\$[{(]?" + name + "(?![A-Za-z0-9_]).*");
    return main.values().values().stream().map(MainCf.Written::value).anyMatch(refers);
  }

  private @Nullable String raw(String name) {
    MainCf.Written written = overrides.getOrDefault(name, main.values().get(name));
    if (written != null) {
      return written.value();
    }
    return switch (name) {
      case "config_directory" -> main.folder().toString();
      case "mydomain" -> parentDomain();
      default -> BUILT_IN.get(name);
    };
  }

  private String parentDomain() {
    MainCf.Written host = main.values().get("myhostname");
    String[] labels = (host == null ? "" : host.value()).split("\\.");
    return labels.length < 2
        ? "localdomain"
        : String.join(".", Arrays.copyOfRange(labels, 1, labels.length));
  }
}
