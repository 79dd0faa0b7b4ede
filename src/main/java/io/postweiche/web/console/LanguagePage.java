package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** The switch between languages: a preference of one browser, which changes nothing here. */
final class LanguagePage {
  private LanguagePage() {}

  static void register(RoutesConfig routes) {
    routes.get("/language/{tag}", LanguagePage::choose);
  }

  private static void choose(Context ctx) {
    Language language = Language.ofTag(ctx.pathParam("tag"));
    if (language != null) {
      Cookies.language(ctx, language);
    }
    Forms.seeOther(ctx, Forms.local(ctx.queryParam("next")));
  }
}
