package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.web.Audit;
import io.postweiche.web.Caller;
import io.postweiche.web.Logins;
import io.postweiche.web.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Login and logout. */
final class LoginPages {
  private final View view;
  private final Forms forms;
  private final Sessions sessions;
  private final Logins logins;
  private final Audit audit;

  LoginPages(View view, Forms forms, Sessions sessions, Logins logins, Audit audit) {
    this.view = view;
    this.forms = forms;
    this.sessions = sessions;
    this.logins = logins;
    this.audit = audit;
  }

  void register(RoutesConfig routes) {
    routes.get("/login", ctx -> show(ctx, ctx.queryParam("next"), null));
    forms.post(routes, "/login", this::login);
    forms.post(routes, "/logout", this::logout);
  }

  private void show(Context ctx, @Nullable String next, @Nullable String fault) {
    Texts t = view.texts(ctx);
    Map<String, Object> values = new HashMap<>();
    values.put("next", Forms.local(next));
    values.put("fault", fault);
    view.show(ctx, "login", view.frame(ctx, "login", t.of("login.title"), null), values);
  }

  private void login(Context ctx) {
    String name = Objects.requireNonNullElse(ctx.formParam("name"), "");
    String password = Objects.requireNonNullElse(ctx.formParam("password"), "");
    String next = Forms.local(ctx.formParam("next"));
    try {
      Caller caller = logins.login(ctx.ip(), name, password);
      forget(ctx);
      // a new id: one that somebody planted in this browser is worth nothing afterwards
      Cookies.session(ctx, sessions.begin(caller));
      audit.record(caller, "login", caller.name(), "console");
      Forms.seeOther(ctx, next);
    } catch (ProblemException e) {
      ctx.status(e.status());
      show(ctx, next, view.texts(ctx).of(e.status() == 429 ? "login.wait" : "login.wrong"));
    }
  }

  private void logout(Context ctx) {
    forget(ctx);
    Cookies.forgetSession(ctx);
    Forms.seeOther(ctx, "/login?said=logged-out");
  }

  private void forget(Context ctx) {
    String old = Cookies.session(ctx);
    if (old != null) {
      sessions.end(old);
    }
  }
}
