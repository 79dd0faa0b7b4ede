package io.postweiche.web.console;

import io.javalin.http.Context;
import io.postweiche.web.DeadFilter;
import io.postweiche.web.FilterBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters a form means: those ticked, or all that pass the list's filter.
 *
 * @param all whether the whole of the filter is meant
 */
public record Selection(boolean all, FilterBody body, DeadFilter filter, List<Field> fields) {
  private static final String PREFIX = "f-";

  public Selection {
    fields = List.copyOf(fields);
  }

  /** A field to be sent again by a form that asks whether it is really meant. */
  public record Field(String name, String value) {}

  /** Null when nothing is chosen. */
  static @Nullable Selection of(Context ctx, Instant now) {
    List<String> ids = Forms.all(ctx, "id");
    boolean all = Forms.text(ctx, "all") != null;
    if (!all && ids.isEmpty()) {
      return null;
    }
    FilterBody body =
        all ? body(ctx) : new FilterBody(null, null, null, null, null, null, List.copyOf(ids));
    return new Selection(all, body, body.read(now), fields(ctx, ids, all));
  }

  private static FilterBody body(Context ctx) {
    return new FilterBody(
        field(ctx, "reason"),
        field(ctx, "sender"),
        field(ctx, "domain"),
        field(ctx, "relay"),
        field(ctx, "recipient"),
        field(ctx, "since"),
        null);
  }

  private static @Nullable String field(Context ctx, String name) {
    return Forms.text(ctx, PREFIX + name);
  }

  private static List<Field> fields(Context ctx, List<String> ids, boolean all) {
    List<Field> fields = new ArrayList<>();
    if (!all) {
      ids.forEach(id -> fields.add(new Field("id", id)));
      return fields;
    }
    fields.add(new Field("all", "yes"));
    for (String name : DeadPages.FILTERS) {
      String value = field(ctx, name);
      if (value != null) {
        fields.add(new Field(PREFIX + name, value));
      }
    }
    return fields;
  }
}
