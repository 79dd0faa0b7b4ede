package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.web.Ports;
import java.time.InstantSource;
import java.util.Map;

/** The first page: how it goes, now and lately. */
final class OverviewPage {
  private final View view;
  private final OverviewReader reader;
  private final InstantSource clock;

  OverviewPage(View view, Ports ports, InstantSource clock) {
    this.view = view;
    this.reader = new OverviewReader(ports);
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get("/", ctx -> show(ctx, "overview"));
    routes.get("/overview/live", ctx -> show(ctx, "overviewlive"));
  }

  private void show(Context ctx, String template) {
    Texts t = view.texts(ctx);
    boolean byRelay = "relay".equals(ctx.queryParam("by"));
    Overview overview = reader.read(t, byRelay, clock.instant());
    Page page = view.page(ctx, "overview", t.of("nav.overview"));
    view.show(ctx, template, page, Map.of("it", overview));
  }
}
