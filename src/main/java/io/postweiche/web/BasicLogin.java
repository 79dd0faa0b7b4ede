package io.postweiche.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Name and password by HTTP Basic. */
final class BasicLogin implements LoginWay {
  private final Logins logins;

  BasicLogin(Logins logins) {
    this.logins = logins;
  }

  @Override
  public @Nullable Caller caller(Context ctx) {
    String[] login = basic(ctx.header("Authorization"));
    return login == null ? null : logins.login(ctx.ip(), login[0], login[1]);
  }

  private static String @Nullable [] basic(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return null;
    }
    try {
      byte[] octets = Base64.getDecoder().decode(header.substring(6).strip());
      String[] parts = new String(octets, StandardCharsets.UTF_8).split(":", 2);
      return parts.length == 2 ? parts : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
