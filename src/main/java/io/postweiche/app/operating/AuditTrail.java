package io.postweiche.app.operating;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.postweiche.app.log.LogFields;
import io.postweiche.web.AuditEntry;
import io.postweiche.web.AuditLog;
import io.postweiche.web.Json;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what, one JSON object a line in {@code audit.log} of the data folder, and the newest
 * entries in memory. A disk that takes no entry stops nobody: whoever makes room on a full disk
 * discards and replays. The log then has the entry, and says that the file has not.
 */
public final class AuditTrail implements AuditLog, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.audit");
  private static final int MOST = 1_000;

  private final AuditFile file;
  private final Deque<AuditEntry> newest = new ArrayDeque<>();

  private AuditTrail(AuditFile file) {
    this.file = file;
  }

  /** With what earlier runs wrote. */
  public static AuditTrail open(Path data) throws IOException {
    return open(data, AuditFile.MOST_OCTETS);
  }

  static AuditTrail open(Path data, long mostOctets) throws IOException {
    AuditTrail trail = new AuditTrail(AuditFile.in(data, mostOctets));
    for (String line : trail.file.lines()) {
      entry(line).ifPresent(trail::remember);
    }
    return trail;
  }

  @Override
  public synchronized void record(AuditEntry entry) {
    remember(entry);
    String line = json(entry);
    try {
      file.append(line);
      LOG.info("{}", new Line(entry, line));
    } catch (IOException e) {
      LOG.error("{} (not written to audit.log: {})", line, e.getMessage());
    }
  }

  @Override
  public synchronized List<AuditEntry> recent(int limit) {
    return newest.stream().limit(limit).toList();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void remember(AuditEntry entry) {
    newest.addFirst(entry);
    if (newest.size() > MOST) {
      newest.removeLast();
    }
  }

  /** The same in both formats of the log, as far as they allow. */
  private record Line(AuditEntry entry, String json) implements LogFields {
    @Override
    public String message() {
      return entry.action();
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("who", entry.who());
      fields.put("from", entry.from());
      fields.put("action", entry.action());
      fields.put("target", entry.target());
      fields.put("detail", entry.detail());
      return fields;
    }

    @Override
    public String toString() {
      return json;
    }
  }

  /** JSON escapes every control character, so an entry stays one line. */
  private static String json(AuditEntry entry) {
    try {
      return Json.MAPPER.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry of six texts is JSON", e);
    }
  }

  /** Empty for a line that a crash tore. */
  private static Optional<AuditEntry> entry(String line) {
    try {
      return Optional.ofNullable(Json.MAPPER.readValue(line, AuditEntry.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
