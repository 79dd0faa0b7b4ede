package io.postweiche.config;

import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One relay account.
 *
 * @param provider the preset it was built from, null without one
 * @param trust a CA to trust instead of the Java runtime's, PEM
 * @param password null without a login, and with one by OAuth
 * @param username null for a relay without login
 */
public record RelaySettings(
    RelayId id,
    @Nullable String provider,
    String host,
    int port,
    TlsMode tls,
    @Nullable Path trust,
    @Nullable String username,
    @Nullable Secret password,
    RelayProfile profile,
    RelayLimits limits,
    RelayLink link) {

  /** A relay that is reached directly, with a password. */
  public RelaySettings(
      RelayId id,
      @Nullable String provider,
      String host,
      int port,
      TlsMode tls,
      @Nullable Path trust,
      @Nullable String username,
      @Nullable Secret password,
      RelayProfile profile,
      RelayLimits limits) {
    this(
        id, provider, host, port, tls, trust, username, password, profile, limits, RelayLink.PLAIN);
  }

  /**
   * Without what the provider's preset supposes an account may send, where the file does not say
   * it: a server of our own counts nothing.
   */
  public RelaySettings withoutSupposedLimits() {
    Preset preset = provider == null ? null : Presets.all().get(provider);
    boolean supposed =
        preset != null
            && limits.growth() == null
            && limits.settled().equals(preset.limits().settled());
    return supposed
        ? new RelaySettings(
            id,
            provider,
            host,
            port,
            tls,
            trust,
            username,
            password,
            profile,
            limits.uncounted(),
            link)
        : this;
  }

  /** Whether the connection begins in clear and may go over to TLS. */
  public boolean mayStartTls() {
    return tls == TlsMode.STARTTLS || tls == TlsMode.STARTTLS_IF_OFFERED;
  }
}
