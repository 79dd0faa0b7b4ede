package io.postweiche.app.hook;

import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Knows at which points somebody's route listens, and calls it. Camel tells of routes that come and
 * go, so a mail pays for a point that nobody uses with one look at a number.
 */
public final class Hooks extends LifecycleStrategySupport implements Closeable {
  private final Duration limit;
  private final Crew waited = new Crew("hook", 16, 1_000);
  private final Crew beside = new Crew("hook-after", 4, 10_000);
  private final Map<Point, AtomicInteger> routes = new EnumMap<>(Point.class);
  private volatile Set<Point> held = EnumSet.noneOf(Point.class);
  private volatile @Nullable ProducerTemplate producer;

  /** Something that exchanges routes. */
  public interface Change {
    void run() throws Exception;
  }

  /**
   * Calls nobody before {@link #in}.
   *
   * @param limit how long a mail waits for such a route
   */
  public Hooks(Duration limit) {
    this.limit = limit;
    for (Point point : Point.values()) {
      routes.put(point, new AtomicInteger());
    }
  }

  /** Listens for routes in this context; those that are there already count. */
  public void in(CamelContext camel) {
    camel.addLifecycleStrategy(this);
    onRoutesAdd(camel.getRoutes());
    producer = camel.createProducerTemplate();
  }

  /** No point closes meanwhile: mail waits for the route that comes in the old one's place. */
  public void during(Change change) throws Exception {
    during(Set.of(), change);
  }

  /** The same, and these are open already though their routes are still to come. */
  public synchronized void during(Set<Point> coming, Change change) throws Exception {
    Set<Point> before = held;
    Set<Point> open = EnumSet.noneOf(Point.class);
    for (Point point : Point.values()) {
      if (open(point) || coming.contains(point)) {
        open.add(point);
      }
    }
    held = open;
    try {
      change.run();
    } finally {
      held = before;
    }
  }

  boolean open(Point point) {
    return count(point).get() > 0 || held.contains(point);
  }

  /**
   * Has the route look on, in a thread of its own, which is interrupted when it takes too long.
   *
   * @throws HookException when it failed, did not end in time or could not begin
   */
  void ask(Point point, @Nullable Object body, Map<String, Object> headers)
      throws HookException, InterruptedException {
    Future<Exchange> asked;
    try {
      asked = waited.submit(() -> call(point, body, headers));
    } catch (RejectedExecutionException e) {
      throw new HookException(point, "is behind: too many mails wait for it", e);
    }
    try {
      Exchange done = asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      Exception fault = done.getException();
      if (fault != null) {
        throw new HookException(point, "failed: " + fault.getMessage(), fault);
      }
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new HookException(point, "did not end within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new HookException(point, "failed: " + e.getCause(), e);
    }
  }

  /**
   * Lets the route know, beside the mail's way.
   *
   * @throws HookException when so much waits for it that no more is kept
   */
  void tell(Point point, Object body, Map<String, Object> headers, Consumer<String> failed)
      throws HookException {
    try {
      var unused =
          beside.submit(
              () -> {
                Exchange done = call(point, body, headers);
                if (done.getException() != null) {
                  failed.accept(String.valueOf(done.getException().getMessage()));
                }
                return done;
              });
    } catch (RejectedExecutionException e) {
      throw new HookException(point, "is behind: too many verdicts wait for it", e);
    }
  }

  private Exchange call(Point point, @Nullable Object body, Map<String, Object> headers) {
    ProducerTemplate template = producer;
    if (template == null) {
      throw new IllegalStateException("not in a Camel context");
    }
    return template.send(
        point.endpoint(),
        exchange -> {
          exchange.getIn().setBody(body);
          headers.forEach(exchange.getIn()::setHeader);
        });
  }

  @Override
  public void onRoutesAdd(Collection<Route> added) {
    added.forEach(route -> count(route, 1));
  }

  @Override
  public void onRoutesRemove(Collection<Route> removed) {
    removed.forEach(route -> count(route, -1));
  }

  private void count(Route route, int change) {
    for (Point point : Point.values()) {
      if (point.is(route.getEndpoint().getEndpointUri())) {
        count(point).addAndGet(change);
      }
    }
  }

  private AtomicInteger count(Point point) {
    return Objects.requireNonNull(routes.get(point));
  }

  @Override
  public void close() {
    waited.close();
    beside.close();
    ProducerTemplate template = producer;
    if (template != null) {
      template.stop();
      template.getCamelContext().getLifecycleStrategies().remove(this);
    }
  }
}
