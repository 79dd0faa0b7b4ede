package io.postweiche.tracking;

import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HistoryEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that happened to one mail. An event that ends an attempt is told as two: the attempt with the
 * relay's reply, and what came of it.
 */
final class Histories {
  private Histories() {}

  static Optional<TrackedStory> of(Connection connection, String id) throws SQLException {
    List<TrackedMail> mail = Searches.byId(connection, id);
    return mail.isEmpty()
        ? Optional.empty()
        : Optional.of(new TrackedStory(mail.get(0), events(connection, id)));
  }

  private static List<HistoryEntry> events(Connection connection, String id) throws SQLException {
    List<HistoryEntry> entries = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT at, kind, relay, stage, verdict, reply, detail FROM events"
                + " WHERE mail_id = ? ORDER BY n")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          add(entries, row);
        }
      }
    }
    return entries;
  }

  private static void add(List<HistoryEntry> entries, ResultSet row) throws SQLException {
    Instant at = Instant.ofEpochMilli(row.getLong(1));
    String kind = row.getString(2);
    String relay = row.getString(3);
    String stage = row.getString(4);
    String verdict = row.getString(5);
    String reply = row.getString(6);
    String detail = row.getString(7);
    boolean attempt = stage != null && endsAttempt(kind);
    if (attempt) {
      entries.add(new HistoryEntry(at, "attempted", relay, stage, verdict, reply));
    }
    entries.add(
        new HistoryEntry(
            at,
            kind,
            relay,
            attempt ? null : stage,
            attempt ? null : verdict,
            detail == null ? reply : detail));
    if (kind.equals(EventType.ACCEPTED.word()) && relay != null) {
      entries.add(new HistoryEntry(at, "decided", relay, null, null, null));
    }
  }

  private static boolean endsAttempt(String kind) {
    return List.of("delivered", "deferred", "refused", "moved", "dead").contains(kind);
  }
}
