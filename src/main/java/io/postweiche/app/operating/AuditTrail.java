package io.postweiche.app.operating;

import io.postweiche.web.AuditEntry;
import io.postweiche.web.AuditLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log who changed what, and remembers the newest changes. */
public final class AuditTrail implements AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.audit");
  private static final int MOST = 1_000;

  private final Deque<AuditEntry> newest = new ArrayDeque<>();

  @Override
  public synchronized void record(AuditEntry entry) {
    LOG.info("{}", entry);
    newest.addFirst(entry);
    if (newest.size() > MOST) {
      newest.removeLast();
    }
  }

  @Override
  public synchronized List<AuditEntry> recent(int limit) {
    return newest.stream().limit(limit).toList();
  }
}
