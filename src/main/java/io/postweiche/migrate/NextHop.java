package io.postweiche.migrate;

import java.util.Locale;
import java.util.Map;

/**
 * Where a relay is.
 *
 * @param written as Postfix looks it up: {@code [smtp.example]:587}
 * @param mx whether Postfix asks the DNS for mail exchangers of this name: no brackets around it
 */
record NextHop(String written, String host, int port, boolean mx) {
  private static final Map<String, Integer> SERVICES =
      Map.of("smtp", 25, "submission", 587, "submissions", 465, "smtps", 465, "ssmtp", 465);

  /**
   * Reads {@code [host]:port}, {@code host:service}, {@code host}.
   *
   * @throws IllegalArgumentException with the reason, when it is none
   */
  static NextHop of(String text) {
    String written = text.startsWith("inet:") ? text.substring(5) : text;
    if (written.startsWith("unix:") || written.startsWith("/")) {
      throw new IllegalArgumentException("'" + text + "' is a socket of this machine, no relay");
    }
    boolean brackets = written.startsWith("[");
    int end = brackets ? written.indexOf(']') : written.indexOf(':');
    if (brackets && end < 0) {
      throw new IllegalArgumentException("'" + text + "': the ']' is missing");
    }
    String host = end < 0 ? written : written.substring(brackets ? 1 : 0, end);
    String rest = end < 0 ? "" : written.substring(end + (brackets ? 1 : 0));
    String bare = host.replaceFirst("(?i)^ipv6:", "").toLowerCase(Locale.ROOT);
    if (bare.isEmpty() || !(rest.isEmpty() || rest.startsWith(":"))) {
      throw new IllegalArgumentException("'" + text + "' is no [host]:port");
    }
    if (!Domains.isHost(bare)) {
      throw new IllegalArgumentException("'" + text + "': '" + bare + "' is no host name");
    }
    return new NextHop(written, bare, rest.isEmpty() ? 25 : port(rest.substring(1)), !brackets);
  }

  /** A port by its number or its name in /etc/services. */
  static int port(String service) {
    if (service.matches("\\d{1,5}") && Integer.parseInt(service) <= 65535) {
      return Integer.parseInt(service);
    }
    Integer known = SERVICES.get(service.toLowerCase(Locale.ROOT));
    if (known == null) {
      throw new IllegalArgumentException("'" + service + "' is no port");
    }
    return known;
  }
}
