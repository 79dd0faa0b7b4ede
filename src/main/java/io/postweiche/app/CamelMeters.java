package io.postweiche.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;

/**
 * What camel-micrometer would count for each route, under its names: that library is not served for
 * the Camel in use. A relay's route that is made anew goes on with its figures.
 */
final class CamelMeters implements RoutePolicyFactory {
  private final MeterRegistry registry;
  private final Map<String, OfRoute> routes = new ConcurrentHashMap<>();

  CamelMeters(MeterRegistry registry, CamelContext camel) {
    this.registry = registry;
    Gauge.builder("camel.routes.added", camel, CamelContext::getRoutesSize).register(registry);
    Gauge.builder("camel.routes.running", camel, CamelMeters::running).register(registry);
  }

  private static long running(CamelContext camel) {
    return camel.getRoutes().stream()
        .filter(r -> camel.getRouteController().getRouteStatus(r.getRouteId()).isStarted())
        .count();
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
    return routes.computeIfAbsent(routeId, id -> new OfRoute(registry, id));
  }

  /** One route's exchanges. */
  private static final class OfRoute extends RoutePolicySupport {
    private final AtomicInteger inflight = new AtomicInteger();
    private final Counter total;
    private final Counter succeeded;
    private final Counter failed;
    private final Counter handled;
    private final Counter redelivered;
    private final Timer time;
    private final String begun;

    OfRoute(MeterRegistry registry, String routeId) {
      Tags tags = Tags.of("routeId", routeId, "kind", "CamelRoute");
      total = registry.counter("camel.exchanges.total", tags);
      succeeded = registry.counter("camel.exchanges.succeeded", tags);
      failed = registry.counter("camel.exchanges.failed", tags);
      handled = registry.counter("camel.exchanges.failures.handled", tags);
      redelivered = registry.counter("camel.exchanges.external.redeliveries", tags);
      time = registry.timer("camel.route.policy", tags);
      Gauge.builder("camel.exchanges.inflight", inflight, AtomicInteger::get)
          .tags(tags)
          .register(registry);
      begun = "postweiche.begun." + routeId;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      inflight.incrementAndGet();
      exchange.setProperty(begun, Timer.start());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      if (!(exchange.removeProperty(begun) instanceof Timer.Sample sample)) {
        return; // never told of its beginning
      }
      inflight.decrementAndGet();
      total.increment();
      (exchange.isFailed() ? failed : succeeded).increment();
      if (ExchangeHelper.isFailureHandled(exchange)) {
        handled.increment();
      }
      if (Boolean.TRUE.equals(exchange.isExternalRedelivered())) {
        redelivered.increment();
      }
      var unused = sample.stop(time);
    }
  }
}
