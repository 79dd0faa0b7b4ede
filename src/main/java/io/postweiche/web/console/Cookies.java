package io.postweiche.web.console;

import io.javalin.http.Context;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The two cookies of the console: the session, and the language. */
final class Cookies {
  private static final String SESSION = "postweiche-session";
  private static final String LANGUAGE = "postweiche-language";
  private static final Duration YEAR = Duration.ofDays(365);

  private Cookies() {}

  /** The session's id that the browser sent; null when it sent none that could be ours. */
  static @Nullable String session(Context ctx) {
    String id = ctx.cookie(SESSION);
    return id != null && id.matches("[A-Za-z0-9_-]{43}") ? id : null;
  }

  /** Gone with the browser's window; the server ends it sooner. */
  static void session(Context ctx, String id) {
    set(ctx, SESSION + "=" + id);
  }

  static void forgetSession(Context ctx) {
    set(ctx, SESSION + "=; Max-Age=0");
  }

  static @Nullable String language(Context ctx) {
    return ctx.cookie(LANGUAGE);
  }

  static void language(Context ctx, Language language) {
    set(ctx, LANGUAGE + "=" + language.tag() + "; Max-Age=" + YEAR.toSeconds());
  }

  private static void set(Context ctx, String cookie) {
    String secure = isTls(ctx) ? "; Secure" : "";
    ctx.res().addHeader("Set-Cookie", cookie + "; Path=/; HttpOnly; SameSite=Strict" + secure);
  }

  /** The listener speaks HTTP; a proxy in front of it that speaks TLS says so. */
  private static boolean isTls(Context ctx) {
    return ctx.req().isSecure() || "https".equalsIgnoreCase(ctx.header("X-Forwarded-Proto"));
  }
}
