package io.postweiche.testing;

import io.postweiche.web.AuditEntry;
import io.postweiche.web.AuditLog;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/** An audit log without a file. */
public final class MemoryAudit implements AuditLog {
  private final ConcurrentLinkedDeque<AuditEntry> newest = new ConcurrentLinkedDeque<>();

  @Override
  public void record(AuditEntry entry) {
    newest.addFirst(entry);
  }

  @Override
  public List<AuditEntry> recent(int limit) {
    return newest.stream().limit(limit).toList();
  }
}
