package io.postweiche.web;

import io.javalin.http.Context;
import java.time.InstantSource;

/** Tells the audit log what a caller changes. */
public final class Audit {
  private final AuditLog log;
  private final InstantSource clock;

  public Audit(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** See {@link AuditEntry}. */
  public void record(Caller caller, String action, String target, String detail) {
    log.record(
        new AuditEntry(clock.instant(), caller.name(), caller.from(), action, target, detail));
  }

  void record(Context ctx, String action, String target, String detail) {
    record(Caller.of(ctx), action, target, detail);
  }
}
