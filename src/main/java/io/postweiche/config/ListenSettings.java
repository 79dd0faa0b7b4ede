package io.postweiche.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One SMTP listener.
 *
 * @param allow networks that may relay without logging in
 * @param tls null for none
 * @param users login name to password
 * @param maxMessageSize octets
 */
public record ListenSettings(
    HostPort address,
    List<Network> allow,
    @Nullable ListenTls tls,
    Map<String, PasswordHash> users,
    long maxMessageSize,
    int maxConnections) {}
