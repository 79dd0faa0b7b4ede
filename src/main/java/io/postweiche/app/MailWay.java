package io.postweiche.app;

import io.postweiche.app.lane.Valve;
import io.postweiche.core.routing.RelayId;
import jakarta.jms.ConnectionFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.LoggingLevel;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.SuspendableService;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.connection.JmsTransactionManager;

/**
 * The routes of {@code routes/} running in a Camel context, and one route for each relay's queue.
 */
final class MailWay implements Closeable, Valve {
  private static final int DRAIN_SECONDS = 20;

  private final CamelContext camel = new DefaultCamelContext();
  private final ProducerTemplate producer;

  /**
   * Makes the context; {@link #start} loads the routes.
   *
   * @param beans the stations, by the names the routes use
   */
  MailWay(ConnectionFactory connections, Map<String, Object> beans) {
    camel.getGlobalOptions().put("CamelLogDebugBodyMaxChars", "0"); // mail bodies are nobody's log
    camel.setMessageHistory(false);
    camel.setStreamCaching(false); // bodies are values; it would read one that cannot be read again
    camel.getCamelContextExtension().setErrorHandlerFactory(toldOnce());
    camel.getShutdownStrategy().setTimeout(DRAIN_SECONDS);
    camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    camel.addComponent("jms", jms(connections));
    camel.getRegistry().bind("one-transaction", transaction(connections));
    beans.forEach((name, bean) -> camel.getRegistry().bind(name, bean));
    producer = camel.createProducerTemplate();
  }

  void start(Path routes) throws Exception {
    PluginHelper.getRoutesLoader(camel).loadRoutes(resources(routes));
    camel.start();
    producer.start();
  }

  ProducerTemplate producer() {
    return producer;
  }

  void bind(String name, Object bean) {
    camel.getRegistry().bind(name, bean);
  }

  /**
   * Makes, or replaces, the consumer group of a relay's queue.
   *
   * @param started false for a suspended relay: not even a moment may it deliver
   */
  void deliver(RelayId relay, int connections, boolean started) throws Exception {
    remove(routeOf(relay));
    TemplatedRouteBuilder.builder(camel, "deliver")
        .routeId(routeOf(relay))
        .parameter("relay", relay.value())
        .parameter("consumers", connections)
        .parameter("started", started)
        .add();
  }

  /** Decides anew whatever waits for a relay that is not configured any more. */
  void departed(RelayId relay) throws Exception {
    remove(routeOf(relay));
    TemplatedRouteBuilder.builder(camel, "departed")
        .routeId(routeOf(relay))
        .parameter("relay", relay.value())
        .add();
  }

  void suspend(RelayId relay) throws Exception {
    camel.getRouteController().stopRoute(routeOf(relay));
  }

  void resume(RelayId relay) throws Exception {
    camel.getRouteController().startRoute(routeOf(relay));
  }

  /** Takes nothing more out of the queue; what is under way goes on, and nobody waits for it. */
  @Override
  public void close(RelayId relay) {
    SuspendableService consumer = consumer(relay);
    if (consumer != null) {
      consumer.suspend();
    }
  }

  @Override
  public void open(RelayId relay) {
    SuspendableService consumer = consumer(relay);
    if (consumer != null && consumer.isSuspended()) { // not one that an operator has stopped
      consumer.resume();
    }
  }

  @Override
  public void takeOver(RelayId relay, Instant before) throws Exception {
    endTakeOver(relay);
    TemplatedRouteBuilder.builder(camel, "takeover")
        .routeId(takeoverOf(relay))
        .parameter("relay", relay.value())
        .parameter("before", before.toEpochMilli())
        .add();
  }

  @Override
  public void endTakeOver(RelayId relay) throws Exception {
    remove(takeoverOf(relay));
  }

  private @Nullable SuspendableService consumer(RelayId relay) {
    Route route = camel.getRoute(routeOf(relay));
    return route != null && route.getConsumer() instanceof SuspendableService consumer
        ? consumer
        : null;
  }

  @Override
  public void close() throws IOException {
    producer.stop();
    camel.stop();
  }

  private void remove(String route) throws Exception {
    if (camel.getRoute(route) != null) {
      camel.getRouteController().stopRoute(route);
      camel.removeRoute(route);
    }
  }

  private static String takeoverOf(RelayId relay) {
    return "takeover-" + relay;
  }

  private static String routeOf(RelayId relay) {
    return "deliver-" + relay;
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
  private static JmsComponent jms(ConnectionFactory connections) {
    JmsComponent jms = new JmsComponent();
    jms.setConnectionFactory(connections);
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
