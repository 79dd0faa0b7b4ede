package io.postweiche.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.app.guest.RouteFolder;
import io.postweiche.app.hook.Hooks;
import io.postweiche.app.lane.Valve;
import io.postweiche.broker.Broker;
import io.postweiche.broker.Queues;
import io.postweiche.core.routing.RelayId;
import jakarta.jms.ConnectionFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jms.connection.JmsTransactionManager;

/**
 * The routes of {@code routes/} running in a Camel context, and the consumers of the relays'
 * queues. The context is the router's own, or one of somebody else's, in which it is a {@link
 * Tenancy}.
 */
final class MailWay implements Closeable, Valve {
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final CamelContext camel;
  private final Tenancy tenancy;
  private final boolean alone;
  private final Supplier<Component> jms;
  private final ProducerTemplate producer;
  private final RelayConsumers consumers;

  private MailWay(CamelContext camel, boolean alone, Broker broker, Map<String, Object> beans) {
    this.camel = camel;
    this.alone = alone;
    this.tenancy = new Tenancy(camel);
    this.jms = () -> jms(broker);
    String component = alone ? "jms" : ShippedRoutes.JMS_AMONG_OTHERS;
    tenancy.component(component, jms.get());
    tenancy.bind("one-transaction", transaction(broker.transactions()));
    tenancy.bind(beans);
    producer = camel.createProducerTemplate();
    consumers = new RelayConsumers(camel, component);
  }

  /**
   * In a context of its own; {@link #load} reads the routes, {@link #start} runs them.
   *
   * @param beans the stations, by the names the routes use
   */
  static MailWay alone(Broker broker, Map<String, Object> beans, MeterRegistry metrics) {
    CamelContext camel = new DefaultCamelContext();
    camel.getGlobalOptions().put("CamelLogDebugBodyMaxChars", "0"); // mail bodies are nobody's log
    camel.setMessageHistory(false);
    camel.setStreamCaching(false); // bodies are values; it would read one that cannot be read again
    camel.getCamelContextExtension().setErrorHandlerFactory(toldOnce());
    camel.getShutdownStrategy().setTimeout(DRAIN.toSeconds());
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    camel.addRoutePolicyFactory(new CamelMeters(metrics, camel));
    return new MailWay(camel, true, broker, beans);
  }

  /**
   * As one among others in a context that somebody else has made and runs.
   *
   * @throws IllegalStateException when a name that the routes need is taken there, with the name
   */
  static MailWay inside(CamelContext camel, Broker broker, Map<String, Object> beans) {
    return new MailWay(camel, false, broker, beans);
  }

  /** Loads the routes of a folder. */
  void load(Path folder) throws Exception {
    tenancy.load(ShippedRoutes.in(folder, camel));
  }

  /** Loads the routes that lie in the jar. */
  void load() throws Exception {
    tenancy.load(ShippedRoutes.inTheJar());
  }

  /** Runs what was loaded. */
  void start() throws Exception {
    if (alone) {
      camel.start();
    }
    producer.start();
    consumers.open("direct:deliver");
  }

  /** Routes that must run for mail to move and do not; those of relays may be stopped at will. */
  List<String> standingStill() {
    if (!camel.isStarted()) {
      return List.of("all");
    }
    return camel.getRoutes().stream()
        .map(Route::getRouteId)
        .filter(tenancy::has)
        .filter(id -> !id.matches(Tenancy.OF_RELAYS))
        .filter(id -> !camel.getRouteController().getRouteStatus(id).isStarted())
        .toList();
  }

  /** Routes that hook in are called from now on. */
  void call(Hooks hooks) {
    hooks.in(camel);
  }

  /**
   * The operator's own routes beside these; opened when the way runs.
   *
   * @param accepted where copies of those that were accepted are kept
   */
  RouteFolder guests(Path folder, Path accepted, Hooks hooks) {
    return new RouteFolder(
        folder, accepted, ShippedRoutes.FILES::contains, camel, hooks, tenancy.host(jms));
  }

  ProducerTemplate producer() {
    return producer;
  }

  /** What the route sends a relay's mail through; the same object for as long as this runs. */
  void sendThrough(RelayId relay, JavaMailSender sender) {
    tenancy.bind("relay-" + relay, sender);
    tenancy.endpoint(sender(relay));
  }

  /** From which queues the relays' mail is taken, and when. */
  RelayConsumers consumers() {
    return consumers;
  }

  void warm(RelayId relay) {
    consumers.warm(relay, sender(relay));
  }

  /** As {@code 40-deliver} names it. */
  private static String sender(RelayId relay) {
    return "smtp:%s?javaMailSender=#relay-%s".formatted(relay, relay);
  }

  /** Decides anew whatever waits for a relay that is not configured any more. */
  void departed(RelayId relay) throws Exception {
    for (String queue : List.of(Queues.of(relay), Queues.bulk(relay))) {
      tenancy.add(
          departed(queue),
          TemplatedRouteBuilder.builder(camel, "departed").parameter("queue", queue));
    }
  }

  /** The relay is configured again. */
  void back(RelayId relay) throws Exception {
    tenancy.remove(departed(Queues.of(relay)));
    tenancy.remove(departed(Queues.bulk(relay)));
  }

  /** Takes nothing more out of the queue; what is under way goes on, and nobody waits for it. */
  @Override
  public void close(RelayId relay) {
    consumers.shut(relay, true);
  }

  @Override
  public void open(RelayId relay) {
    consumers.shut(relay, false);
  }

  @Override
  public void takeOver(RelayId relay, Instant before) throws Exception {
    endTakeOver(relay);
    for (String queue : List.of(Queues.of(relay), Queues.bulk(relay))) {
      tenancy.add(
          takeover(queue),
          TemplatedRouteBuilder.builder(camel, "takeover")
              .parameter("relay", relay.value())
              .parameter("queue", queue)
              .parameter("before", before.toEpochMilli()));
    }
  }

  @Override
  public void endTakeOver(RelayId relay) throws Exception {
    tenancy.remove(takeover(Queues.of(relay)));
    tenancy.remove(takeover(Queues.bulk(relay)));
  }

  @Override
  public void close() throws IOException {
    try {
      consumers.close(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.stop();
    if (alone) {
      camel.stop();
    } else {
      tenancy.leave();
    }
  }

  private static String takeover(String queue) {
    return "takeover-" + queue;
  }

  private static String departed(String queue) {
    return "departed-" + queue;
  }

  /** The route configuration tells of a fault; the routes it passes through say nothing. */
  private static DefaultErrorHandlerDefinition toldOnce() {
    RedeliveryPolicyDefinition silent = new RedeliveryPolicyDefinition();
    silent.setLogExhausted("false");
    DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
    handler.setRedeliveryPolicy(silent);
    return handler;
  }

  /** Local transactions only: what a route consumes and what it produces share one JMS session. */
  private static JmsComponent jms(Broker broker) {
    JmsComponent jms = new JmsComponent();
    jms.setConnectionFactory(broker.transactions());
    jms.setDestinationResolver(broker.destinations());
    jms.setTransacted(true);
    jms.setLazyCreateTransactionManager(false);
    jms.setCacheLevelName("CACHE_CONSUMER");
    jms.setDeliveryPersistent(true);
    jms.setRecoveryInterval(1000);
    jms.setAcceptMessagesWhileStopping(false);
    jms.setErrorHandlerLoggingLevel(LoggingLevel.OFF); // the bean 'trouble' has told it
    // a post's JMSReplyTo is answered with events, not with Camel's reply
    jms.setDisableReplyTo(true);
    return jms;
  }

  private static SpringTransactionPolicy transaction(ConnectionFactory connections) {
    return new SpringTransactionPolicy(new JmsTransactionManager(connections));
  }
}
