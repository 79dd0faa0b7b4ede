package io.postweiche.app;

import io.postweiche.broker.Queues;
import io.postweiche.core.routing.RelayId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of all relays' queues, which hand every mail to one route. Threads and sessions are
 * those of the queues through which mail goes: with hundreds of relays, one route and one waiting
 * consumer for each would cost more than the mail.
 */
final class RelayConsumers {
  private static final long STEP_MS = 10;

  private final CamelContext camel;
  private final String component;
  private final Map<String, QueueConsumers> consumers = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor aside = oneThread();
  private volatile @Nullable Producer route;

  /**
   * None yet.
   *
   * @param component the transacted JMS component's name in this context
   */
  RelayConsumers(CamelContext camel, String component) {
    this.camel = camel;
    this.component = component;
  }

  /**
   * The context runs: from now on mail is taken.
   *
   * @param uri where each mail goes, with the property {@code relay}
   */
  void open(String uri) throws Exception {
    Producer producer = camel.getEndpoint(uri).createProducer();
    producer.start();
    route = producer;
  }

  /**
   * Lets a relay's mail be taken, or changes how much of it at once.
   *
   * @param held not yet, since an operator has suspended the relay
   */
  void of(RelayId relay, int connections, boolean held) {
    of(relay, Queues.of(relay), "deliver-" + relay, connections, held);
    of(relay, Queues.bulk(relay), "bulk-" + relay, (connections + 3) / 4, held);
  }

  private void of(RelayId relay, String queue, String name, int most, boolean held) {
    QueueConsumers own =
        consumers.computeIfAbsent(
            queue, made -> new QueueConsumers(camel, component, made, name, taken(relay), aside));
    own.most(most);
    own.hold(held);
  }

  /** Mail is put into this queue. */
  void want(String queue) {
    QueueConsumers own = consumers.get(queue);
    // one made before its context runs would wait for ever
    if (own != null && route != null && camel.isStarted()) {
      own.want();
    }
  }

  /** A relay is let go: mail may lie in either queue. */
  void want(RelayId relay) {
    Stream.of(Queues.of(relay), Queues.bulk(relay)).forEach(this::want);
  }

  /**
   * Goes through what the first mail needs, beside all else, so that it does not wait for classes.
   *
   * @param sender the endpoint of a relay's sender
   */
  void warm(RelayId relay, String sender) {
    want(Queues.of(relay));
    aside.execute(() -> camel.getEndpoint(sender));
  }

  void hold(RelayId relay, boolean still) {
    of(relay).forEach(own -> own.hold(still));
  }

  void shut(RelayId relay, boolean still) {
    of(relay).forEach(own -> own.shut(still));
  }

  /** Begins where mail lies, whoever put it there; lets go where none has come for so long. */
  void look(Set<String> filled, Duration idle) {
    consumers.forEach(
        (queue, own) -> {
          if (filled.contains(queue)) {
            want(queue);
          } else {
            own.idle(idle);
          }
          own.leave();
        });
  }

  /**
   * Waits until nothing is under way from a relay's queues, which are held; no longer than that.
   */
  void awaitQuiet(RelayId relay, Duration patience) throws InterruptedException {
    awaitQuiet(of(relay).toList(), patience);
  }

  /** Takes no more mail, and lets what is under way end. */
  void close(Duration patience) throws InterruptedException {
    consumers.values().forEach(own -> own.hold(true));
    aside.shutdown();
    awaitQuiet(consumers.values(), patience);
    consumers.values().forEach(QueueConsumers::leave);
  }

  private Stream<QueueConsumers> of(RelayId relay) {
    return Stream.of(Queues.of(relay), Queues.bulk(relay))
        .map(consumers::get)
        .filter(Objects::nonNull);
  }

  private Processor taken(RelayId relay) {
    return exchange -> {
      exchange.setProperty("relay", relay.value());
      Objects.requireNonNull(route).process(exchange);
    };
  }

  private static void awaitQuiet(Collection<QueueConsumers> stopped, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!stopped.stream().allMatch(QueueConsumers::quiet) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(STEP_MS);
    }
  }

  private static ThreadPoolExecutor oneThread() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread made = new Thread(task, "consumers");
              made.setDaemon(true);
              return made;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // the router stops: nobody is wanted any more
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }
}
