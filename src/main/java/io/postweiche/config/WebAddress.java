package io.postweiche.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Web addresses that something is sent to. */
final class WebAddress {
  private WebAddress() {}

  /** An http: or https: address with a host and without a user; empty for anything else. */
  static Optional<URI> find(String text) {
    try {
      URI url = new URI(text);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      return web && url.getHost() != null && url.getUserInfo() == null
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty(); // its message quotes the address, which may hold a secret
    }
  }

  /** Whether nobody on the way can read what is sent there: encrypted, or to this machine. */
  static boolean isPrivate(URI url) {
    return "https".equals(url.getScheme())
        || String.valueOf(url.getHost()).matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
  }
}
