package io.postweiche.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds mails; each way in has its own index, so a text is asked for in each of its meanings. */
final class Searches {
  private static final int RECIPIENTS_SHOWN = 3;
  private static final String COLUMNS =
      "SELECT m.id, m.sender, m.recipient_count, m.subject, m.message_id, m.state, m.relay,"
          + " m.accepted_at, m.last_at, m.trace_id FROM mails m ";
  private static final Comparator<TrackedMail> NEWEST =
      Comparator.comparing(TrackedMail::at).thenComparing(TrackedMail::id).reversed();

  private Searches() {}

  static Found find(Connection connection, Search search) throws SQLException {
    Map<String, TrackedMail> all = new LinkedHashMap<>();
    for (Conditions way : ways(search)) {
      select(connection, way, search.limit() + 1).forEach(mail -> all.putIfAbsent(mail.id(), mail));
    }
    List<TrackedMail> sorted = all.values().stream().sorted(NEWEST).toList();
    boolean more = sorted.size() > search.limit();
    List<TrackedMail> page = new ArrayList<>();
    for (TrackedMail mail : more ? sorted.subList(0, search.limit()) : sorted) {
      page.add(mail.withRecipients(recipients(connection, mail.id(), RECIPIENTS_SHOWN)));
    }
    return new Found(page, more ? Cursor.of(page.get(page.size() - 1)).text() : null);
  }

  private static List<Conditions> ways(Search search) {
    String text = search.text();
    if (text == null) {
      return List.of(filtered(new Conditions(), search));
    }
    String lower = text.strip().toLowerCase(Locale.ROOT);
    List<Conditions> ways = new ArrayList<>();
    // ids are written in upper case; an application's own may be in any
    ways.add(new Conditions().and("m.id = ?", text.strip().toUpperCase(Locale.ROOT)));
    ways.add(new Conditions().and("m.id = ?", text.strip()));
    ways.add(
        new Conditions()
            .by("m.message_key")
            .and("m.message_key = ?", BatchWriter.messageKey(lower)));
    ways.add(new Conditions().by("m.sender_key").and("m.sender_key = ?", lower));
    ways.add(
        new Conditions("JOIN recipients r ON r.mail_id = m.id ")
            .by("r.address")
            .and("r.address = ?", lower)
            .sortedBy("r.accepted_at", "r.mail_id"));
    if (lower.matches("[0-9a-f]{32}")) {
      ways.add(new Conditions().by("m.trace_id").and("m.trace_id = ?", lower));
    }
    ways.forEach(way -> filtered(way, search));
    return ways;
  }

  private static Conditions filtered(Conditions way, Search search) {
    if (search.state() != null) {
      way.and("m.state = ?", search.state());
    }
    if (search.domain() != null) {
      way.and("m.sender_domain = ?", search.domain().toLowerCase(Locale.ROOT));
    }
    if (search.relay() != null) {
      way.and("m.relay = ?", search.relay());
    }
    if (search.since() != null) {
      way.and("m.accepted_at >= ?", search.since().toEpochMilli());
    }
    if (search.until() != null) {
      way.and("m.accepted_at < ?", search.until().toEpochMilli());
    }
    if (search.cursor() != null) {
      Cursor cursor = Cursor.read(search.cursor());
      way.and("m.accepted_at <= ?", cursor.at());
      way.and("(m.accepted_at < ? OR m.id < ?)", cursor.at(), cursor.id());
    }
    return way;
  }

  private static List<TrackedMail> select(Connection connection, Conditions way, int most)
      throws SQLException {
    List<TrackedMail> mails = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(COLUMNS + way.sql() + " LIMIT ?")) {
      int next = way.bind(select);
      select.setInt(next, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          mails.add(mail(row));
        }
      }
    }
    return mails;
  }

  static TrackedMail mail(ResultSet row) throws SQLException {
    return new TrackedMail(
        row.getString(1),
        row.getString(2),
        List.of(),
        row.getInt(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        Instant.ofEpochMilli(row.getLong(8)),
        Instant.ofEpochMilli(row.getLong(9)),
        row.getString(10));
  }

  static List<String> recipients(Connection connection, String id, int most) throws SQLException {
    List<String> some = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT address FROM recipients WHERE mail_id = ? ORDER BY place, address LIMIT ?")) {
      select.setString(1, id);
      select.setInt(2, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          some.add(row.getString(1));
        }
      }
    }
    return some;
  }

  /** The mail of that id with all its recipients; none when it is not known. */
  static List<TrackedMail> byId(Connection connection, String id) throws SQLException {
    List<TrackedMail> found = select(connection, new Conditions().and("m.id = ?", id), 1);
    List<TrackedMail> whole = new ArrayList<>();
    for (TrackedMail mail : found) {
      whole.add(mail.withRecipients(recipients(connection, id, Integer.MAX_VALUE)));
    }
    return whole;
  }
}
