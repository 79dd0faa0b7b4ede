package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What monitoring reads. */
final class HealthApi {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private final Operations operations;
  private final PrometheusMeterRegistry metrics;

  HealthApi(Operations operations, PrometheusMeterRegistry metrics) {
    this.operations = operations;
    this.metrics = metrics;
  }

  /** Open to everybody, so names only. */
  private record Brief(String status, List<String> causes) {}

  void register(RoutesConfig routes) {
    routes.get("/health/live", HealthApi::live);
    routes.get("/health/ready", this::ready);
    routes.get(Api.ROOT + "/health", this::tell);
    routes.get("/metrics", this::scrape);
  }

  /** A process whose threads hold each other up does not come back by itself. */
  private static void live(Context ctx) throws IOException {
    boolean stuck = ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
    ctx.status(stuck ? 503 : 200);
    Api.json(ctx, stuck ? new Brief("down", List.of("deadlock")) : new Brief("up", List.of()));
  }

  private void ready(Context ctx) throws IOException {
    Health health = operations.health();
    List<String> names = health.causes().stream().map(Health.Cause::name).toList();
    ctx.status(health.ready() ? 200 : 503);
    Api.json(ctx, new Brief(health.ready() ? "up" : "down", names));
  }

  private void tell(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.json(ctx, operations.health());
  }

  private void scrape(Context ctx) throws IOException {
    ctx.contentType(PROMETHEUS);
    metrics.scrape(ctx.outputStream(), PROMETHEUS);
  }
}
