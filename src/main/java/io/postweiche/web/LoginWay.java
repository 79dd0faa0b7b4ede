package io.postweiche.web;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** A way to say who one is: HTTP Basic, a token, a session. */
public interface LoginWay {
  /**
   * Who sent the request; null when it does not go this way. A request that does, and is wrong,
   * ends here with an exception.
   */
  @Nullable Caller caller(Context ctx);
}
