package io.postweiche.tracking;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How much happened, from the counts of each minute. */
final class Flows {
  private Flows() {}

  static List<Counted> of(Connection connection, Instant from, Instant until, Duration step)
      throws SQLException {
    long minutes = Math.max(1, step.toMinutes());
    List<Counted> counts = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT slot * "
                + minutes // a number of ours; bound, it would make two expressions of one
                + ", relay, kind, SUM(mails) FROM (SELECT at_minute / "
                + minutes
                + " AS slot, relay, kind, mails FROM flow WHERE at_minute >= ? AND at_minute < ?) f"
                + " GROUP BY slot, relay, kind ORDER BY slot, relay, kind")) {
      select.setLong(1, Math.floorDiv(from.getEpochSecond(), 60));
      select.setLong(2, Math.floorDiv(until.getEpochSecond() + 59, 60));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          counts.add(
              new Counted(
                  Instant.ofEpochSecond(row.getLong(1) * 60),
                  row.getString(2),
                  row.getString(3),
                  row.getLong(4)));
        }
      }
    }
    return counts;
  }
}
