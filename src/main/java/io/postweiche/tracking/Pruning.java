package io.postweiche.tracking;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Forgets what is older than {@code tracking.keep}, a few mails at a time. */
final class Pruning {
  private static final int MAILS = 500;

  private final Database database;

  Pruning(Database database) {
    this.database = database;
  }

  /** Deletes some of what last changed before then; gives whether there may be more. */
  boolean some(Instant before) throws SQLException {
    try (Connection connection = database.connect()) {
      List<String> ids = old(connection, before);
      Array all = connection.createArrayOf("varchar", ids.toArray());
      for (String table :
          List.of("events WHERE mail_id", "recipients WHERE mail_id", "mails WHERE id")) {
        try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM " + table + " = ANY(?)")) {
          delete.setArray(1, all);
          delete.executeUpdate();
        }
      }
      flow(connection, before);
      connection.commit();
      return ids.size() == MAILS;
    }
  }

  private static List<String> old(Connection connection, Instant before) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id FROM mails WHERE accepted_at < ? AND last_at < ?"
                + " ORDER BY accepted_at, id LIMIT "
                + MAILS)) {
      select.setLong(1, before.toEpochMilli());
      select.setLong(2, before.toEpochMilli());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getString(1));
        }
      }
    }
    return ids;
  }

  private static void flow(Connection connection, Instant before) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM flow WHERE at_minute < ?")) {
      delete.setLong(1, Math.floorDiv(before.getEpochSecond(), 60));
      delete.executeUpdate();
    }
  }
}
