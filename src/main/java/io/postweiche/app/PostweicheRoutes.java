package io.postweiche.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.app.station.Traces;
import io.postweiche.app.station.Witness;
import io.postweiche.broker.DataLock;
import io.postweiche.broker.GivenBroker;
import io.postweiche.config.ConfigWatcher;
import io.postweiche.config.Fault;
import io.postweiche.config.Loaded;
import io.postweiche.config.Settings;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.reply.Attempt;
import io.postweiche.spool.Spool;
import jakarta.jms.ConnectionFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Postweiche's routes inside a Camel context of an application's own: mail comes by the queue
 * {@code mail.submit} and goes to the relays, with retries, dead letters and reports as the router
 * does it. No server is started: no SMTP listener, no console, no broker. What {@code listen},
 * {@code console}, {@code broker}, {@code tracking} and {@code alerts} say is left aside.
 *
 * <pre>{@code
 * try (var postweiche = PostweicheRoutes.load(camel, factory, Path.of("postweiche.yaml"))) { ... }
 * }</pre>
 */
public final class PostweicheRoutes implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  private final Deque<Closeable> running = new ArrayDeque<>();
  private final CamelContext camel;
  private @Nullable Engine engine;

  private PostweicheRoutes(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * Loads the routes; in a context that runs already they run at once, else with it. They are taken
   * out by {@link #close}, or when the context stops.
   *
   * @param camel with or without routes of its own, which it keeps as they are
   * @param broker of an Artemis broker with the addresses of Postweiche's {@code broker.xml}
   * @param file {@code postweiche.yaml}; watched, so that a good change applies at once
   * @throws IOException with every fault of the file as {@code FILE:LINE:COLUMN: message}, or with
   *     a sentence on what else keeps the routes from running; nothing of them is left then
   */
  public static PostweicheRoutes load(CamelContext camel, ConnectionFactory broker, Path file)
      throws IOException {
    PostweicheRoutes routes = new PostweicheRoutes(camel);
    try {
      routes.start(new GivenBroker(broker), file);
      return routes;
    } catch (Exception e) {
      routes.close();
      throw e instanceof IOException told
          ? told
          : new IOException("Postweiche's routes do not run: " + e.getMessage(), e);
    }
  }

  private void start(GivenBroker broker, Path file) throws Exception {
    running.push(broker);
    ConfigWatcher watcher = new ConfigWatcher(file, System::getenv, this::apply);
    Settings settings = settings(file, watcher.loaded());
    running.push(DataLock.take(settings.data()));
    Spool spool = new Spool(settings.data().resolve("spool"));
    spool.open();
    Clock clock = Clock.system(ZoneId.systemDefault());
    Engine made =
        new Engine(
            settings,
            broker,
            spool,
            told(clock),
            beans -> MailWay.inside(camel, broker, beans),
            clock);
    running.push(made);
    made.way().load();
    made.open();
    engine = made;
    watcher.start();
    running.push(watcher);
    WhenStopping stopping = new WhenStopping(this);
    camel.addLifecycleStrategy(stopping);
    running.push(() -> camel.getLifecycleStrategies().remove(stopping));
  }

  private static Settings settings(Path file, Loaded loaded) throws IOException {
    if (loaded instanceof Loaded.Bad bad) {
      throw new IOException(
          bad.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
    }
    Loaded.Good good = (Loaded.Good) loaded;
    good.warnings().forEach(warning -> LOG.warn("{}", warning));
    if (good.settings().sandbox()) {
      throw new IOException(
          file + ": 'sandbox: true' starts servers, which is the router's; leave it out here");
    }
    return good.settings();
  }

  /** To the log, and to the meters of the application when it has one registry for them. */
  private Engine.Told told(Clock clock) {
    MeterRegistry meters = camel.getRegistry().findSingleByType(MeterRegistry.class);
    List<Witness> witnesses = new ArrayList<>(List.of(new EventLog()));
    BiConsumer<Attempt, Timing> attempts = (attempt, timing) -> {};
    if (meters != null) {
      witnesses.add(new MailMeters(meters));
      attempts = new AttemptMeters(meters);
    }
    return new Engine.Told(witnesses, List.of(), attempts, pauses -> {}, new Traces(null, clock));
  }

  private void apply(Loaded changed) {
    Engine now = engine;
    if (changed instanceof Loaded.Bad bad) {
      bad.faults().forEach(fault -> LOG.error("{}", fault));
      LOG.error("the configuration has {} faults; the old one stays", bad.faults().size());
    } else if (now != null) {
      Settings settings = ((Loaded.Good) changed).settings();
      try {
        now.reconfigure(settings, now.srs(settings));
        LOG.info("{}: new configuration applied", settings.file());
      } catch (Exception e) {
        LOG.error("{}: not applied in full: {}", settings.file(), e.getMessage());
      }
    }
  }

  /**
   * Takes the routes, and all that was bound for them, out of the context again; mail under way is
   * brought to an end, waiting mail stays in the broker.
   */
  @Override
  public synchronized void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (IOException | RuntimeException e) {
        LOG.warn("while closing: {}", String.valueOf(e));
      }
    }
  }
}
