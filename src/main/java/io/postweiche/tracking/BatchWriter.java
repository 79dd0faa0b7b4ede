package io.postweiche.tracking;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes events and all that is derived from them in one SQL transaction. */
final class BatchWriter {
  private final Database database;

  BatchWriter(Database database) {
    this.database = database;
  }

  /** Stores them; an event whose key is stored already changes nothing. */
  void write(Collection<TrackedEvent> events) throws SQLException {
    try (Connection connection = database.connect()) {
      Map<String, MailRow> rows = rows(connection, events);
      Set<String> known = known(connection, rows.keySet());
      Batch batch = new Batch(events, known::contains, rows);
      events(connection, batch.events);
      mails(connection, batch.mails.values());
      recipients(connection, batch.mails.values());
      flow(connection, batch.flow);
      database.commit(connection);
      // what is given back uncommitted, the pool rolls back
    }
  }

  /** Keys of what is stored of these mails; of any other mail nothing is. */
  private static Set<String> known(Connection connection, Set<String> mails) throws SQLException {
    Set<String> known = new HashSet<>();
    if (mails.isEmpty()) {
      return known;
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT event_key FROM events WHERE mail_id = ANY(?)")) {
      select.setArray(1, array(connection, mails.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          known.add(row.getString(1));
        }
      }
    }
    return known;
  }

  private static Map<String, MailRow> rows(Connection connection, Collection<TrackedEvent> events)
      throws SQLException {
    Object[] ids = events.stream().map(TrackedEvent::mailId).distinct().toArray();
    Map<String, MailRow> rows = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id, message_id, sender, subject, state, relay, accepted_at, last_at,"
                + " recipient_count, trace_id FROM mails WHERE id = ANY(?)")) {
      select.setArray(1, array(connection, ids));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          rows.put(row.getString(1), row(row));
        }
      }
    }
    return rows;
  }

  private static MailRow row(ResultSet row) throws SQLException {
    return new MailRow(
        row.getString(1),
        true,
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        Instant.ofEpochMilli(row.getLong(7)),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getInt(9),
        Set.of(),
        row.getString(10));
  }

  private static Array array(Connection connection, Object[] values) throws SQLException {
    return connection.createArrayOf("varchar", values);
  }

  private static void events(Connection connection, List<TrackedEvent> events) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO events (event_key, mail_id, at, kind, relay, stage, verdict, reply, detail)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (TrackedEvent event : events) {
        insert.setString(1, event.key());
        insert.setString(2, event.mailId());
        insert.setLong(3, event.at().toEpochMilli());
        insert.setString(4, event.type().word());
        insert.setString(5, event.relay());
        insert.setString(6, event.stage());
        insert.setString(7, event.verdict());
        insert.setString(8, event.reply());
        insert.setString(9, event.detail());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void mails(Connection connection, Collection<MailRow> mails) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO mails (message_id, message_key, sender, sender_key, sender_domain,"
                    + " subject, state, relay, accepted_at, last_at, recipient_count, trace_id, id)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE mails SET message_id = ?, message_key = ?, sender = ?, sender_key = ?,"
                    + " sender_domain = ?, subject = ?, state = ?, relay = ?, accepted_at = ?,"
                    + " last_at = ?, recipient_count = ?, trace_id = ? WHERE id = ?")) {
      for (MailRow mail : mails) {
        PreparedStatement statement = mail.stored() ? update : insert;
        bind(statement, mail);
        statement.addBatch();
      }
      insert.executeBatch();
      update.executeBatch();
    }
  }

  private static void bind(PreparedStatement statement, MailRow mail) throws SQLException {
    String sender = mail.sender();
    statement.setString(1, mail.messageId());
    statement.setString(2, mail.messageId() == null ? null : messageKey(mail.messageId()));
    statement.setString(3, sender);
    statement.setString(4, sender == null ? null : sender.toLowerCase(Locale.ROOT));
    statement.setString(5, sender == null ? null : domain(sender));
    statement.setString(6, mail.subject());
    statement.setString(7, mail.state());
    statement.setString(8, mail.relay());
    statement.setLong(9, mail.acceptedAt().toEpochMilli());
    statement.setLong(10, mail.lastAt().toEpochMilli());
    statement.setInt(11, mail.recipientCount());
    statement.setString(12, mail.traceId());
    statement.setString(13, mail.id());
  }

  private static void recipients(Connection connection, Collection<MailRow> mails)
      throws SQLException {
    try (PreparedStatement first =
            connection.prepareStatement(
                "INSERT INTO recipients (address, accepted_at, mail_id, place) VALUES (?, ?, ?, ?)");
        PreparedStatement more =
            connection.prepareStatement(
                "INSERT INTO recipients (address, accepted_at, mail_id, place)"
                    + " SELECT ?, ?, ?, ? WHERE NOT EXISTS"
                    + " (SELECT 1 FROM recipients WHERE mail_id = ? AND address = ?)")) {
      for (MailRow mail : mails) {
        int place = 0;
        for (String recipient : mail.recipients()) {
          PreparedStatement insert = mail.stored() ? more : first;
          insert.setString(1, recipient);
          insert.setLong(2, mail.acceptedAt().toEpochMilli());
          insert.setString(3, mail.id());
          insert.setInt(4, place++);
          if (mail.stored()) {
            insert.setString(5, mail.id());
            insert.setString(6, recipient);
          }
          insert.addBatch();
        }
      }
      first.executeBatch();
      more.executeBatch();
    }
  }

  private static void flow(Connection connection, Map<Batch.Cell, Long> flow) throws SQLException {
    for (Map.Entry<Batch.Cell, Long> cell : flow.entrySet()) {
      String add =
          "UPDATE flow SET mails = mails + ? WHERE at_minute = ? AND relay = ? AND kind = ?";
      if (count(connection, add, cell) == 0) {
        count(
            connection,
            "INSERT INTO flow (mails, at_minute, relay, kind) VALUES (?, ?, ?, ?)",
            cell);
      }
    }
  }

  private static int count(Connection connection, String sql, Map.Entry<Batch.Cell, Long> cell)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, cell.getValue());
      statement.setLong(2, cell.getKey().minute());
      statement.setString(3, cell.getKey().relay());
      statement.setString(4, cell.getKey().kind());
      return statement.executeUpdate();
    }
  }

  static String messageKey(String messageId) {
    int from = messageId.startsWith("<") ? 1 : 0;
    int to = messageId.endsWith(">") ? messageId.length() - 1 : messageId.length();
    return messageId.substring(from, Math.max(from, to)).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String domain(String sender) {
    int at = sender.lastIndexOf('@');
    String domain = at < 0 ? "" : sender.substring(at + 1).toLowerCase(Locale.ROOT);
    return domain.isEmpty() || domain.length() > 255 ? null : domain;
  }
}
