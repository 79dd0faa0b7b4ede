package io.postweiche.web.console;

import io.javalin.http.Context;
import io.postweiche.web.Caller;
import io.postweiche.web.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What went wrong, as a page; programs get problem documents instead. */
public final class ErrorPages {
  private static final List<String> OF_PROGRAMS = List.of("/api/", "/health/", "/metrics");
  private final View view;

  ErrorPages(View view) {
    this.view = view;
  }

  /** Answers, if a browser asked for a page; otherwise leaves it to the caller. */
  public boolean answer(Context ctx, Problem problem) {
    String accept = ctx.header("Accept");
    if (OF_PROGRAMS.stream().anyMatch(ctx.path()::startsWith)
        || accept == null
        || !accept.contains("text/html")) {
      return false;
    }
    // the browser's own box would ask for a password that it then sends for ever
    ctx.res().setHeader("WWW-Authenticate", null);
    if (problem.status() == 401) {
      login(ctx);
    } else {
      show(ctx, problem);
    }
    return true;
  }

  private static void login(Context ctx) {
    boolean page = ctx.method().name().equals("GET") && !ctx.path().endsWith("/live");
    String next = page ? "?next=" + encoded(ctx.path() + query(ctx.queryString())) : "";
    if (ctx.header("HX-Request") != null) {
      ctx.status(401).header("HX-Redirect", "/login");
    } else {
      Forms.seeOther(ctx, "/login" + next);
    }
  }

  private static String query(@Nullable String query) {
    return query == null ? "" : "?" + query;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void show(Context ctx, Problem problem) {
    Texts t = view.texts(ctx);
    ctx.status(problem.status());
    String title = t.word("error", String.valueOf(problem.status()));
    if (title.equals(String.valueOf(problem.status()))) {
      title = problem.title();
    }
    view.show(
        ctx,
        "error",
        view.frame(ctx, "error", title, Caller.find(ctx)),
        Map.of("detail", problem.detail(), "status", problem.status()));
  }
}
