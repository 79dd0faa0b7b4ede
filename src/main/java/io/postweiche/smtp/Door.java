package io.postweiche.smtp;

import io.netty.handler.ssl.SslContext;
import io.postweiche.config.ListenSettings;
import io.postweiche.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a listener share.
 *
 * @param tls null without TLS
 */
record Door(
    String hostname,
    ListenSettings listen,
    Access access,
    Logins logins,
    @Nullable SslContext tls,
    Spool spool,
    Handover handover,
    Workers workers,
    Limits limits) {}
