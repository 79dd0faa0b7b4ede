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
    RelayLimits limits) {}
