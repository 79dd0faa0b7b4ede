package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.config.Role;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.web.Caller;
import io.postweiche.web.DeadFilter;
import io.postweiche.web.DeadGroup;
import io.postweiche.web.DeadLetterDetail;
import io.postweiche.web.FilterBody;
import io.postweiche.web.MailPreview;
import io.postweiche.web.Operations;
import io.postweiche.web.ProblemException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Dead letters: by cause, as a list, and one of them. */
final class DeadPages {
  static final List<String> FILTERS =
      List.of("reason", "sender", "domain", "relay", "recipient", "since");
  private static final int PAGE = 50;

  private final View view;
  private final Operations operations;
  private final InstantSource clock;

  DeadPages(View view, Operations operations, InstantSource clock) {
    this.view = view;
    this.operations = operations;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get("/dead", this::list);
    routes.get("/dead/{id}", this::show);
    routes.get("/dead/{id}/html", this::html);
    routes.get("/dead/{id}/eml", this::eml);
  }

  private void list(Context ctx) {
    Links.Filter fields = Links.Filter.of(ctx, FILTERS.toArray(String[]::new));
    DeadFilter filter = body(fields).read(clock.instant());
    List<DeadGroup> groups = operations.deadGroups(filter);
    int offset = offset(ctx);
    Map<String, Object> values = new HashMap<>();
    values.put("filter", fields);
    values.put("groups", groups);
    values.put("total", groups.stream().mapToLong(DeadGroup::count).sum());
    values.put("offset", offset);
    values.put("size", PAGE);
    values.put("letters", operations.deadLetters(filter, offset, PAGE));
    values.put("relays", operations.relays());
    values.put("reasons", Arrays.stream(DeadReason.values()).map(DeadReason::word).toList());
    Page page = view.page(ctx, "dead", view.texts(ctx).of("nav.dead"));
    view.show(ctx, "dead", page, values);
  }

  private static FilterBody body(Links.Filter filter) {
    Map<String, String> fields = filter.fields();
    return new FilterBody(
        fields.get("reason"),
        fields.get("sender"),
        fields.get("domain"),
        fields.get("relay"),
        fields.get("recipient"),
        fields.get("since"),
        null);
  }

  private static int offset(Context ctx) {
    String text = ctx.queryParam("offset");
    return text != null && text.matches("\\d{1,7}") ? Integer.parseInt(text) : 0;
  }

  private void show(Context ctx) throws IOException {
    String id = ctx.pathParam("id");
    DeadLetterDetail detail = operations.deadLetter(id).orElseThrow(() -> missing(id));
    Map<String, Object> values = new HashMap<>();
    values.put("letter", detail.letter());
    values.put("headers", detail.headers());
    values.put("relays", operations.relays());
    values.put("preview", mayRead(ctx) ? preview(id) : null);
    Page page = view.page(ctx, "dead", view.texts(ctx).of("letter.title"));
    view.show(ctx, "letter", page, values);
  }

  private static boolean mayRead(Context ctx) {
    return Caller.of(ctx).role().covers(Role.OPERATE);
  }

  private MailPreview preview(String id) throws IOException {
    try (Content content = content(id)) {
      return MailPreview.of(content);
    }
  }

  /**
   * For a frame that may do nothing: no script, no form, no request, no style of the mail's own.
   */
  private void html(Context ctx) throws IOException {
    Caller.of(ctx).require(Role.OPERATE);
    String html = SafeHtml.page(preview(ctx.pathParam("id")).html());
    ctx.header("Content-Security-Policy", SafeHtml.CSP).header("X-Frame-Options", "SAMEORIGIN");
    ctx.contentType(View.HTML).result(Visible.of(html));
  }

  private void eml(Context ctx) throws IOException {
    Caller.of(ctx).require(Role.OPERATE);
    String id = ctx.pathParam("id");
    try (Content content = content(id)) {
      ctx.contentType("message/rfc822")
          .header("Content-Disposition", "attachment; filename=\"" + Export.name(id) + "\"");
      ctx.res().setContentLengthLong(content.size());
      content.writeTo(ctx.outputStream());
    }
  }

  private Content content(String id) {
    return operations.export(id).orElseThrow(() -> missing(id));
  }

  private static ProblemException missing(String id) {
    return new ProblemException(
        404, "there is no dead letter '" + id + "'; somebody may have replayed or discarded it");
  }
}
