package io.postweiche.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;

/** What the handlers of the API share. */
final class Api {
  static final String ROOT = "/api/v1";
  static final String JSON = "application/json";
  static final String MESSAGE = "message/rfc822";

  private Api() {}

  static void json(Context ctx, Object value) throws IOException {
    ctx.contentType(JSON).result(Json.MAPPER.writeValueAsBytes(value));
  }

  /**
   * Refuses another content type. That is also what stops a foreign web page: a browser sends these
   * types across origins only after asking, and it is never told yes.
   */
  static void requireType(Context ctx, String wanted) {
    String given = ctx.header("Content-Type");
    String bare = given == null ? "" : given.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!bare.equals(wanted)) {
      throw new ProblemException(
          415,
          "Content-Type '"
              + wanted
              + "' is wanted"
              + (given == null ? "" : ", not '" + given + "'"));
    }
  }
}
