package io.postweiche.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a relay's access tokens come from (RFC 6749), for a login by XOAUTH2 instead of a password.
 *
 * @param clientSecret null for a public client, with a refresh token
 * @param scope null asks for none
 * @param refreshToken null with {@link Grant#CLIENT_CREDENTIALS}
 */
public record OAuthSettings(
    URI tokenUrl,
    String clientId,
    @Nullable Secret clientSecret,
    @Nullable String scope,
    Grant grant,
    @Nullable Secret refreshToken) {
  /** What we show the token server. */
  public enum Grant {
    CLIENT_CREDENTIALS,
    REFRESH_TOKEN
  }
}
