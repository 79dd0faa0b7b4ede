package io.postweiche.cli;

import io.postweiche.config.RelaySettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the SPF records of a domain (RFC 7208) say of the relays that carry its mail.
 *
 * @param fault certainly wrong, not just worth a look
 */
record SpfFinding(boolean fault, String sentence) {
  /** What a record of a customer of theirs includes; one of these is enough. */
  private static final Map<String, List<String>> INCLUDES =
      Map.of(
          "ionos",
          List.of(
              "_spf-eu.ionos.com", "_spf-us.ionos.com", "_spf.perfora.net", "_spf.kundenserver.de"),
          "microsoft365",
          List.of("spf.protection.outlook.com"),
          "google",
          List.of("_spf.google.com"));

  /** Reads the TXT records of a domain. */
  static SpfFinding of(Dns answer, List<RelaySettings> relays) {
    if (answer.state() == Dns.State.NO_SUCH_NAME) {
      return new SpfFinding(
          false, "the domain is not found in the DNS; relays and receivers refuse such senders");
    }
    List<String> records =
        answer.texts().stream()
            .map(t -> t.toLowerCase(Locale.ROOT))
            .filter(t -> t.equals("v=spf1") || t.startsWith("v=spf1 "))
            .toList();
    if (records.size() > 1) {
      return new SpfFinding(
          true, records.size() + " records, which counts as none (RFC 7208 section 4.5)");
    }
    if (records.isEmpty()) {
      return new SpfFinding(false, "no record; receivers cannot tell our mail from forged mail");
    }
    return covered(records.get(0), relays);
  }

  private static SpfFinding covered(String spf, List<RelaySettings> relays) {
    TreeSet<String> missing = new TreeSet<>();
    for (RelaySettings relay : relays) {
      List<String> wanted = includes(relay.provider());
      if (!wanted.isEmpty() && wanted.stream().noneMatch(spf::contains)) {
        missing.add("include:" + wanted.get(0) + " (for relay " + relay.id() + ")");
      }
    }
    return missing.isEmpty()
        ? new SpfFinding(false, Shown.safe(spf))
        : new SpfFinding(
            false, Shown.safe(spf) + "; does not itself have " + String.join(", ", missing));
  }

  private static List<String> includes(@Nullable String provider) {
    if (provider == null) {
      return List.of();
    }
    boolean ionos = provider.startsWith("ionos") || provider.equals("1und1");
    return INCLUDES.getOrDefault(ionos ? "ionos" : provider, List.of());
  }
}
