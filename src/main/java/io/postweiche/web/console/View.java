package io.postweiche.web.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import io.postweiche.config.Role;
import io.postweiche.web.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes pages of templates. */
final class View {
  static final String HTML = "text/html; charset=utf-8";
  private static final String CSP =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, View.class.getClassLoader(), "io.postweiche.web.console.jte");
  private final Assets assets;
  private final Secrets secrets;
  private final Sessions sessions;
  private final Map<Language, Texts> texts = new HashMap<>();

  View(Assets assets, Secrets secrets, Sessions sessions) {
    this.assets = assets;
    this.secrets = secrets;
    this.sessions = sessions;
    for (Language language : Language.values()) {
      texts.put(language, new Texts(language));
    }
  }

  Texts texts(Context ctx) {
    return Objects.requireNonNull(texts.get(Language.of(ctx)));
  }

  /** The frame of a page for a caller whom the guard let in. */
  Page page(Context ctx, String section, String title) {
    return frame(ctx, section, title, Caller.of(ctx));
  }

  /** The frame of a page for somebody not logged in, or not known here. */
  Page frame(Context ctx, String section, String title, @Nullable Caller caller) {
    String here = ctx.path() + (ctx.queryString() == null ? "" : "?" + ctx.queryString());
    String session = Cookies.session(ctx);
    if (session == null) {
      session = Secrets.random();
      Cookies.session(ctx, session);
    }
    String query = ctx.queryParam("q");
    return new Page(
        texts(ctx),
        section,
        title,
        here,
        secrets.token(session),
        caller == null ? null : caller.name(),
        caller != null && caller.role().covers(Role.OPERATE),
        sessions.find(session, false) != null,
        query == null ? "" : query,
        Said.of(ctx, texts(ctx)),
        assets);
  }

  /** Answers with a template of {@code src/main/jte}. */
  void show(Context ctx, String template, Page page, Map<String, Object> values) {
    Map<String, Object> all = new HashMap<>(values);
    all.put("page", page);
    StringOutput out = new StringOutput();
    templates.render(template + ".jte", all, out);
    // with no-referrer a browser sends our own forms under the origin "null"
    ctx.header("Referrer-Policy", "same-origin");
    ctx.header("Content-Security-Policy", CSP).header("Vary", "Accept-Language, Cookie");
    ctx.contentType(HTML).result(Visible.of(out.toString()));
  }
}
