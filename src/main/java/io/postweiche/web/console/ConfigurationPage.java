package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.web.Rules;
import java.util.Map;

/** The configuration in force, and why a changed file is not. */
final class ConfigurationPage {
  private final View view;
  private final Rules rules;

  ConfigurationPage(View view, Rules rules) {
    this.view = view;
    this.rules = rules;
  }

  void register(RoutesConfig routes) {
    routes.get("/configuration", this::show);
  }

  private void show(Context ctx) {
    Page page = view.page(ctx, "configuration", view.texts(ctx).of("nav.configuration"));
    view.show(ctx, "configuration", page, Map.of("it", rules.configuration()));
  }
}
