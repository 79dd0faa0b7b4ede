package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.Decision;
import io.postweiche.web.FieldException;
import io.postweiche.web.Fields;
import io.postweiche.web.Rules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who would carry this sender? Asked of the router as it stands now; nothing is sent. */
final class ExplainPage {
  private static final long MB = 1_000_000;
  private final View view;
  private final Rules rules;

  ExplainPage(View view, Rules rules) {
    this.view = view;
    this.rules = rules;
  }

  void register(RoutesConfig routes) {
    routes.get("/explain", this::show);
  }

  private void show(Context ctx) {
    Texts t = view.texts(ctx);
    Map<String, Object> values = new HashMap<>();
    values.put("filter", Links.Filter.of(ctx, "from", "header", "to", "size"));
    values.put("decision", null);
    values.put("fault", null);
    if (ctx.queryParam("from") != null) {
      try {
        values.put("decision", decision(ctx));
      } catch (FieldException e) {
        ctx.status(400);
        values.put("fault", t.of("explain." + e.field()) + ": " + e.detail());
      }
    }
    view.show(ctx, "explain", view.page(ctx, "explain", t.of("explain.title")), values);
  }

  private Decision decision(Context ctx) {
    String from = ctx.queryParam("from");
    Address sender = Fields.required("from", from == null ? "" : from.strip(), Address::of);
    Address header = Fields.optional("header", value(ctx, "header"), Address::of);
    return rules.decide(sender, header, recipients(value(ctx, "to")), size(value(ctx, "size")));
  }

  private static @Nullable String value(Context ctx, String name) {
    return Forms.stripped(ctx.queryParam(name));
  }

  private static List<Address> recipients(@Nullable String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split("[,;\\s]+"))
            .filter(part -> !part.isEmpty())
            .map(part -> Fields.required("to", part, Address::of))
            .distinct()
            .toList();
  }

  private static long size(@Nullable String megabytes) {
    if (megabytes == null) {
      return 0;
    }
    if (!megabytes.matches("\\d{1,6}")) {
      throw new FieldException("size", "'" + megabytes + "' is no number of megabytes");
    }
    return Long.parseLong(megabytes) * MB;
  }
}
