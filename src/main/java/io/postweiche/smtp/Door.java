package io.postweiche.smtp;

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
    @Nullable Certificates tls,
    Spool spool,
    Handover handover,
    Workers workers,
    Limits limits,
    Refusals refusals) {

  void count(Reason reason) {
    refusals.count(reason.word());
  }
}
