package io.postweiche.tracking;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The part of a search behind {@code FROM}: our own words only, values are always bound. */
final class Conditions {
  private final String join;
  private final List<String> terms = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private String leading = "";
  private String order = "m.accepted_at DESC, m.id DESC";

  Conditions() {
    this("");
  }

  Conditions(String join) {
    this.join = join;
  }

  /** The first column of the index: named in the order too, or H2 sorts all rows anew. */
  Conditions by(String column) {
    leading = column + ", ";
    return this;
  }

  Conditions sortedBy(String time, String id) {
    order = time + " DESC, " + id + " DESC";
    return this;
  }

  Conditions and(String term, Object... bound) {
    terms.add(term);
    Collections.addAll(values, bound);
    return this;
  }

  String sql() {
    String where = terms.isEmpty() ? "" : "WHERE " + String.join(" AND ", terms) + " ";
    return join + where + "ORDER BY " + leading + order;
  }

  /** Sets all values and gives the place of the next. */
  int bind(PreparedStatement statement) throws SQLException {
    int next = 1;
    for (Object value : values) {
      statement.setObject(next++, value);
    }
    return next;
  }
}
