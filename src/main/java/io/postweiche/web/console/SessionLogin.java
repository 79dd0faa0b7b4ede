package io.postweiche.web.console;

import io.javalin.http.Context;
import io.postweiche.web.Caller;
import io.postweiche.web.LoginWay;
import org.jspecify.annotations.Nullable;

/** Who has logged in at the console's form. */
final class SessionLogin implements LoginWay {
  private final Sessions sessions;

  SessionLogin(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public @Nullable Caller caller(Context ctx) {
    String id = Cookies.session(ctx);
    // a page left open refreshes itself for ever; that is nobody's doing
    return id == null ? null : sessions.find(id, !ctx.path().endsWith("/live"));
  }
}
