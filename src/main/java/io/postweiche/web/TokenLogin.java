package io.postweiche.web;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** A token by {@code Authorization: Bearer}. */
final class TokenLogin implements LoginWay {
  private final Logins logins;

  TokenLogin(Logins logins) {
    this.logins = logins;
  }

  @Override
  public @Nullable Caller caller(Context ctx) {
    String header = ctx.header("Authorization");
    return header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)
        ? null
        : logins.token(ctx.ip(), header.substring(7).strip());
  }
}
