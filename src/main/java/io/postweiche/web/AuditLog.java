package io.postweiche.web;

import java.util.List;

/** Who changed what and when. */
public interface AuditLog {
  /** Kept before the answer leaves. */
  void record(AuditEntry entry);

  /** The newest entries, newest first. */
  List<AuditEntry> recent(int limit);
}
