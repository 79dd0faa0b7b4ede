package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.web.AuditLog;
import java.util.Map;

/** Who changed what and when. */
final class AuditPage {
  private static final int MOST = 200;
  private final View view;
  private final AuditLog log;

  AuditPage(View view, AuditLog log) {
    this.view = view;
    this.log = log;
  }

  void register(RoutesConfig routes) {
    routes.get("/audit", this::show);
  }

  private void show(Context ctx) {
    Page page = view.page(ctx, "audit", view.texts(ctx).of("nav.audit"));
    view.show(ctx, "audit", page, Map.of("entries", log.recent(MOST)));
  }
}
