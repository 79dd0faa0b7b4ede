package io.postweiche.config;

/** How a connection comes to TLS. */
public enum TlsMode {
  NONE,
  STARTTLS,
  IMPLICIT
}
