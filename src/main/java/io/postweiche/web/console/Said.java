package io.postweiche.web.console;

import io.javalin.http.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sentence that a page begins with after a form has done its work. */
final class Said {
  private static final Set<String> KNOWN =
      Set.of("suspended", "resumed", "cancelled", "logged-out", "empty-selection");

  private Said() {}

  /** A word in the address, never a sentence: nobody else shall write on our pages. */
  static @Nullable String of(Context ctx, Texts texts) {
    String word = ctx.queryParam("said");
    return word != null && KNOWN.contains(word) ? texts.of("said." + word) : null;
  }
}
