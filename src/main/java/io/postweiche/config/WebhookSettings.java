package io.postweiche.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are posted to. The address may hold a token, as those of chats do: it prints as
 * scheme and host only.
 *
 * @param url {@code https}, or {@code http}
 * @param secret the key of the signature; null for none
 */
public record WebhookSettings(URI url, @Nullable Secret secret) {
  /** {@code https://chat.example:8443/...}, for logs and lists. */
  public String shown() {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + "/...";
  }

  @Override
  public String toString() {
    return shown();
  }
}
