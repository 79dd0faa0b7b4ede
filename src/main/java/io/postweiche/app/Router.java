package io.postweiche.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.app.guest.RouteFolder;
import io.postweiche.app.operating.AuditTrail;
import io.postweiche.app.operating.LiveEvents;
import io.postweiche.app.operating.Operating;
import io.postweiche.app.operating.Operators;
import io.postweiche.app.operating.Reloads;
import io.postweiche.app.operating.RuleDesk;
import io.postweiche.app.station.MailIds;
import io.postweiche.app.station.Tables;
import io.postweiche.app.station.Traces;
import io.postweiche.broker.Broker;
import io.postweiche.broker.DataLock;
import io.postweiche.config.Settings;
import io.postweiche.core.routing.Srs;
import io.postweiche.sandbox.Sandbox;
import io.postweiche.spool.Spool;
import io.postweiche.web.Ports;
import io.postweiche.web.Stories;
import io.postweiche.web.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router, running: broker, mail's way, relays, listeners. Started from the inside out, so that
 * whatever is accepted can be stored; stopped from the outside in, so that nothing accepted is cut.
 */
public final class Router implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  private static final Duration EACH_SECOND = Duration.ofSeconds(1);

  private final Deque<Closeable> running;
  private final Broker broker;
  private final @Nullable Sandbox sandbox;
  private final Engine engine;
  private final Doors doors;
  private final InetSocketAddress api;
  private final RelayMeters relayMeters;
  private final Reloads reloads;
  private boolean closing;

  private Router(Settings given, Home home, Clock clock, Runnable onFatal, Deque<Closeable> running)
      throws Exception {
    this.running = running;
    Path data = given.data();
    keep(DataLock.take(data));
    Spool spool = new Spool(data.resolve("spool"));
    spool.open();
    Beside<Optional<Sandbox>> playing = Beside.start("sandbox", () -> sandbox(given));
    broker = keep(Brokers.start(given.broker(), home, data, onFatal));
    sandbox = playing.result().map(this::keep).orElse(null);
    Settings settings = played(given);

    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    keep(new MachineMeters(metrics));
    DiskMeters.bind(metrics, data);
    Events events = keep(Events.start(settings.tracking(), data, broker, clock));
    Stories stories = events.stories();
    LiveEvents feed = new LiveEvents();
    Traces traces = new Traces(keepIfAny(TraceMeters.start(settings, metrics)), clock);
    Alerts alerts = keep(new Alerts(this::tables, metrics, new MailIds(clock), clock));
    Engine.Told told =
        new Engine.Told(
            List.of(new EventLog(), new MailMeters(metrics)),
            List.of(feed),
            new AttemptMeters(metrics),
            new LaneMeters(metrics).andThen(alerts::paused),
            traces);
    engine =
        keep(
            new Engine(
                settings, broker, spool, told, b -> MailWay.alone(broker, b, metrics), clock));

    MailWay way = engine.way();
    RelayQueues queues = engine.queues();
    AccountCounts accounts = engine.accounts();
    RouteFolder guests = way.guests(home.routes(), data.resolve("accepted-routes"), engine.hooks());
    Condition condition =
        new Condition(way, queues, () -> settings().relays().keySet(), guests::faults);
    BrokerIntake intake = new BrokerIntake(way.producer(), broker);
    Operators operators =
        new Operating(
                this::tables,
                broker,
                engine.admin(),
                queues,
                engine.refusals(),
                accounts::windows,
                engine.journal(),
                engine.shares(),
                stories,
                events::fault,
                clock)
            .port(intake, engine.ids(), spool, engine.messages(), sandbox, condition);
    keep(new HealthMeters(metrics, operators::health));
    WatchMeters watched =
        new WatchMeters(
            metrics, broker, () -> settings().relays().keySet(), queues, accounts, clock);
    keep(new QueueMeters(metrics, engine.admin(), engine.shares()::none, watched).start());
    relayMeters = new RelayMeters(metrics, engine.relays());
    relayMeters.apply(settings.relays().keySet());
    AuditTrail audit = keep(AuditTrail.open(data));
    reloads = new Reloads(given.file(), audit, clock);
    RuleDesk rules = new RuleDesk(this::tables, engine.refusals(), accounts::used, reloads, clock);
    Ports ports = new Ports(operators, stories, feed, audit, rules);
    WebServer web = keep(new WebServer(settings.console(), ports, metrics, spool));
    Beside<InetSocketAddress> listening = Beside.start("web", web::start);
    way.load(home.routes());
    alerts.start(
        feed, new AlertMail(this::tables, queues, engine.refusals(), way.producer(), clock));
    engine.hooks().during(guests.points(), () -> opened(guests));
    keep(Beat.of("route-files", EACH_SECOND, guests::look));
    api = listening.result();
    doors = keep(new Doors(spool, intake, engine.ids(), clock, new DoorMeters(metrics)));
    doors.apply(settings.hostname(), settings.listen());
    condition.opened(doors);
  }

  /**
   * Starts everything.
   *
   * @param onFatal called when the store can no longer be trusted; the caller ends the process
   * @throws IOException with a sentence for the operator; nothing is left running then
   */
  public static Router start(Settings settings, Home home, Clock clock, Runnable onFatal)
      throws IOException {
    Deque<Closeable> running = new ArrayDeque<>();
    try {
      return new Router(settings, home, clock, onFatal, running);
    } catch (IOException e) {
      closeAll(running);
      throw e;
    } catch (Exception e) {
      closeAll(running);
      throw new IOException("the router did not start: " + e.getMessage(), e);
    }
  }

  /** Mail that comes before the operator's routes are there waits for them at the open points. */
  private void opened(RouteFolder guests) throws Exception {
    engine.open();
    guests.open();
  }

  /** Applies a changed, checked configuration; what needs a restart is said in the log. */
  public synchronized void reconfigure(Settings given) throws Exception {
    if (closing) {
      return;
    }
    Settings old = settings();
    if (sandbox != null) {
      sandbox.reconfigure(given.relays().values());
    }
    Settings settings = played(given);
    Srs srs = engine.srs(settings);
    // first what may fail: a port that is taken leaves the old configuration in force as a whole
    doors.apply(settings.hostname(), settings.listen());
    engine.reconfigure(settings, srs);
    relayMeters.apply(settings.relays().keySet());
    Brokers.reconfigure(broker, settings.broker());
    List<String> restart = Restart.needed(old, settings);
    restart.forEach(key -> LOG.warn("{}: changed '{}' applies after a restart", given.file(), key));
    reloads.applied(restart);
    LOG.info("{}: new configuration applied", given.file());
  }

  /** The file has changed, and cannot be applied for these faults; operators are told. */
  public void refused(List<String> faults) {
    reloads.refused(faults);
  }

  public List<InetSocketAddress> smtpAddresses() {
    return doors.addresses();
  }

  /** {@code core 127.0.0.1:61616} and so on. */
  public List<String> brokerAddresses() {
    return broker.addresses();
  }

  public InetSocketAddress apiAddress() {
    return api;
  }

  public Settings settings() {
    return engine.settings();
  }

  /** Closes the doors, lets mail under way end, then closes the store. */
  @Override
  public void close() {
    synchronized (this) { // a change that is being applied is applied in full, and recorded
      closing = true;
    }
    closeAll(running);
  }

  private Tables tables() {
    return engine.tables();
  }

  private static Optional<Sandbox> sandbox(Settings given) throws IOException {
    return given.sandbox()
        ? Optional.of(Sandbox.start(given.relays().values(), given.data().resolve("sandbox")))
        : Optional.empty();
  }

  private Settings played(Settings given) {
    return sandbox == null ? given : given.withRelays(sandbox.relays());
  }

  private <T extends Closeable> T keep(T part) {
    running.push(part);
    return part;
  }

  private <T extends Closeable> @Nullable T keepIfAny(@Nullable T part) {
    return part == null ? null : keep(part);
  }

  private static void closeAll(Deque<Closeable> running) {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (IOException | RuntimeException e) {
        LOG.warn("while stopping: {}", String.valueOf(e));
      }
    }
  }
}
