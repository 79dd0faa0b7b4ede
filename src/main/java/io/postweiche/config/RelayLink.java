package io.postweiche.config;

import org.jspecify.annotations.Nullable;

/**
 * How a relay is reached, beyond host, port and TLS.
 *
 * @param identity the certificate we show, null for none
 * @param files what the PEM files held when they were read: with other content the connections are
 *     made anew
 * @param proxy null to connect directly
 * @param localAddress the IP address we connect from, null for the system's choice
 * @param heloName what we call ourselves at EHLO, null for {@code hostname}
 * @param oauth how tokens are got, null for a login by password
 */
public record RelayLink(
    @Nullable PemIdentity identity,
    String files,
    @Nullable ProxySettings proxy,
    @Nullable String localAddress,
    @Nullable String heloName,
    @Nullable OAuthSettings oauth) {
  public static final RelayLink PLAIN = new RelayLink(null, "", null, null, null, null);
}
