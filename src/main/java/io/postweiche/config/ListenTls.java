package io.postweiche.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a listener.
 *
 * @param certificate PEM, with its chain
 * @param key PEM, PKCS#8 or PKCS#1
 * @param required no mail without TLS
 * @param clientCa PEM, whose certificates let a client relay; null when none are asked for
 * @param clientRequired no handshake without such a certificate
 */
public record ListenTls(
    TlsMode mode,
    Path certificate,
    Path key,
    boolean required,
    @Nullable Path clientCa,
    boolean clientRequired) {

  /** One that asks for no client certificates. */
  public ListenTls(TlsMode mode, Path certificate, Path key, boolean required) {
    this(mode, certificate, key, required, null, false);
  }
}
