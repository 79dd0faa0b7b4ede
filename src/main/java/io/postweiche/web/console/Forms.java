package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.postweiche.web.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads forms, and only those that our own pages sent. */
final class Forms {
  static final String TOKEN = "token";
  private final Secrets secrets;

  Forms(Secrets secrets) {
    this.secrets = secrets;
  }

  /** A handler of forms; {@link io.postweiche.web Guard} has seen to the role. */
  void post(RoutesConfig routes, String path, Handler handler) {
    routes.post(
        path,
        ctx -> {
          check(ctx);
          handler.handle(ctx);
        });
  }

  /** A foreign page can make a browser send a form, but cannot read the token out of ours. */
  private void check(Context ctx) {
    String session = Cookies.session(ctx);
    String token = ctx.formParam(TOKEN);
    if (session == null || token == null || !secrets.matches(session, token)) {
      throw new ProblemException(
          403,
          "this form is too old, or not from here; go back, reload the page and send it again");
    }
  }

  /** The value of a field, stripped; null when empty. */
  static @Nullable String text(Context ctx, String field) {
    return stripped(ctx.formParam(field));
  }

  static @Nullable String stripped(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  static List<String> all(Context ctx, String field) {
    return ctx.formParams(field);
  }

  /** Goes on to another page, so that reloading does not send the form again. */
  static void seeOther(Context ctx, String path) {
    ctx.status(303).header("Location", path);
  }

  /** An address of this console, whatever was asked for: never one of somebody else. */
  static String local(@Nullable String path) {
    return path != null && path.matches("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]*)?") ? path : "/";
  }
}
