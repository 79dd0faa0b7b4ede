package io.postweiche.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The proxy through which a relay is reached. */
public record ProxySettings(
    Kind kind, String host, int port, @Nullable String username, @Nullable Secret password) {
  /** What the proxy speaks: SOCKS 5 (RFC 1928, RFC 1929) or HTTP CONNECT (RFC 9110). */
  public enum Kind {
    SOCKS5,
    HTTP
  }

  private static final String WANTED =
      "socks5://host:port or http://host:port wanted, with user:password@ before the host where"
          + " needed (special characters as %40)";

  /**
   * Reads {@code socks5://user:password@host:port}.
   *
   * @throws IllegalArgumentException with what is wanted; never with what was found, which may hold
   *     a password
   */
  static ProxySettings of(String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean bare = uri.getRawPath().isEmpty() && uri.getRawQuery() == null;
      if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65535 || !bare) {
        throw new IllegalArgumentException(WANTED);
      }
      Kind kind =
          switch (scheme) {
            case "socks5" -> Kind.SOCKS5;
            case "http" -> Kind.HTTP;
            default -> throw new IllegalArgumentException(WANTED);
          };
      return with(kind, uri);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(WANTED); // the cause would quote the password
    }
  }

  private static ProxySettings with(Kind kind, URI uri) {
    String host = uri.getHost().replaceAll("^\\[|]$", "");
    String login = uri.getRawUserInfo();
    if (login == null) {
      return new ProxySettings(kind, host, uri.getPort(), null, null);
    }
    String[] parts = login.split(":", 2);
    String password = parts.length == 2 ? decoded(parts[1]) : "";
    String user = decoded(parts[0]);
    boolean fits = fits(user) && fits(password) && !user.contains(":");
    if (!fits) {
      throw new IllegalArgumentException("user and password of a proxy: 1 to 255 octets each");
    }
    return new ProxySettings(kind, host, uri.getPort(), user, new Secret(password));
  }

  private static boolean fits(String text) {
    int octets = text.getBytes(StandardCharsets.UTF_8).length;
    return octets >= 1 && octets <= 255;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
