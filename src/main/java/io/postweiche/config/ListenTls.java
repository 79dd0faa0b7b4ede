package io.postweiche.config;

import java.nio.file.Path;

/**
 * TLS of a listener.
 *
 * @param certificate PEM, with its chain
 * @param key PEM, PKCS#8 or PKCS#1
 * @param required no mail without TLS
 */
public record ListenTls(TlsMode mode, Path certificate, Path key, boolean required) {}
