package io.postweiche.config;

/** How a connection comes to TLS. */
public enum TlsMode {
  NONE,
  STARTTLS,
  /** Towards relays only: in clear, and then without a login, where STARTTLS is not offered. */
  STARTTLS_IF_OFFERED,
  IMPLICIT
}
