package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Set;

/** Who changed what and when. */
final class AuditApi {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;
  private final AuditLog log;

  AuditApi(AuditLog log) {
    this.log = log;
  }

  void register(RoutesConfig routes) {
    routes.get(Api.ROOT + "/audit", this::list);
  }

  private void list(Context ctx) throws IOException {
    QueryParams query = QueryParams.of(ctx, Set.of("limit"));
    Api.json(ctx, log.recent(query.number("limit", USUAL, 1, MOST)));
  }
}
