package io.postweiche.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.app.lane.Valve;
import io.postweiche.broker.Broker;
import io.postweiche.broker.Queues;
import io.postweiche.core.routing.RelayId;
import jakarta.jms.ConnectionFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jms.connection.JmsTransactionManager;

/**
 * The routes of {@code routes/} running in a Camel context, and the consumers of the relays'
 * queues.
 */
final class MailWay implements Closeable, Valve {
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final CamelContext camel = new DefaultCamelContext();
  private final ProducerTemplate producer;
  private final RelayConsumers consumers = new RelayConsumers(camel);

  /**
   * Makes the context; {@link #load} reads the routes, {@link #start} runs them.
   *
   * @param beans the stations, by the names the routes use
   */
  MailWay(Broker broker, Map<String, Object> beans, MeterRegistry metrics) {
    camel.getGlobalOptions().put("CamelLogDebugBodyMaxChars", "0"); // mail bodies are nobody's log
    camel.setMessageHistory(false);
    camel.setStreamCaching(false); // bodies are values; it would read one that cannot be read again
    camel.getCamelContextExtension().setErrorHandlerFactory(toldOnce());
    camel.getShutdownStrategy().setTimeout(DRAIN.toSeconds());
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    camel.addComponent("jms", jms(broker));
    camel.getRegistry().bind("one-transaction", transaction(broker.transactions()));
    camel.addRoutePolicyFactory(new CamelMeters(metrics, camel));
    beans.forEach((name, bean) -> camel.getRegistry().bind(name, bean));
    producer = camel.createProducerTemplate();
  }

  void load(Path routes) throws Exception {
    PluginHelper.getRoutesLoader(camel).loadRoutes(resources(routes));
  }

  /** Runs what was loaded. */
  void start() throws Exception {
    camel.start();
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
        .filter(id -> !id.matches("(departed|takeover)-.*"))
        .filter(id -> !camel.getRouteController().getRouteStatus(id).isStarted())
        .toList();
  }

  ProducerTemplate producer() {
    return producer;
  }

  void bind(String name, Object bean) {
    camel.getRegistry().bind(name, bean);
  }

  /** From which queues the relays' mail is taken, and when. */
  RelayConsumers consumers() {
    return consumers;
  }

  void warm(RelayId relay) {
    consumers.warm(relay, "smtp:%s?javaMailSender=#relay-%s".formatted(relay, relay));
  }

  /** Decides anew whatever waits for a relay that is not configured any more. */
  void departed(RelayId relay) throws Exception {
    for (String queue : List.of(Queues.of(relay), Queues.bulk(relay))) {
      TemplatedRouteBuilder.builder(camel, "departed")
          .routeId(departed(queue))
          .parameter("queue", queue)
          .add();
    }
  }

  /** The relay is configured again. */
  void back(RelayId relay) throws Exception {
    remove(departed(Queues.of(relay)));
    remove(departed(Queues.bulk(relay)));
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
      TemplatedRouteBuilder.builder(camel, "takeover")
          .routeId(takeover(queue))
          .parameter("relay", relay.value())
          .parameter("queue", queue)
          .parameter("before", before.toEpochMilli())
          .add();
    }
  }

  @Override
  public void endTakeOver(RelayId relay) throws Exception {
    remove(takeover(Queues.of(relay)));
    remove(takeover(Queues.bulk(relay)));
  }

  @Override
  public void close() throws IOException {
    try {
      consumers.close(DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.stop();
    camel.stop();
  }

  private void remove(String route) throws Exception {
    if (camel.getRoute(route) != null) {
      camel.getRouteController().stopRoute(route);
      camel.removeRoute(route);
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

  private List<Resource> resources(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.camel.yaml")) {
      found.forEach(files::add);
    }
    Collections.sort(files);
    List<Resource> resources = new ArrayList<>();
    for (Path file : files) {
      resources.add(ResourceHelper.resolveResource(camel, "file:" + file));
    }
    if (resources.isEmpty()) {
      throw new IOException("no *.camel.yaml in " + folder + ": no mail could go anywhere");
    }
    return resources;
  }
}
