package io.postweiche.app;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.app.lane.Lanes;
import io.postweiche.app.operating.AuditTrail;
import io.postweiche.app.operating.LiveEvents;
import io.postweiche.app.operating.Operating;
import io.postweiche.app.operating.Operators;
import io.postweiche.app.operating.Reloads;
import io.postweiche.app.operating.RuleDesk;
import io.postweiche.app.station.Aside;
import io.postweiche.app.station.FairShare;
import io.postweiche.app.station.Journal;
import io.postweiche.app.station.MailIds;
import io.postweiche.app.station.Tables;
import io.postweiche.app.station.Traces;
import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.DataLock;
import io.postweiche.broker.LimitStore;
import io.postweiche.broker.MailMessages;
import io.postweiche.broker.WaitingMail;
import io.postweiche.config.Settings;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.ReplyClassifier;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.Srs;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.delivery.Relays;
import io.postweiche.delivery.ReplyReader;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The router, running: broker, mail's way, relays, listeners. Started from the inside out, so that
 * whatever is accepted can be stored; stopped from the outside in, so that nothing accepted is cut.
 */
public final class Router implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  /** For mail under way when the router stops; less than the way waits, so that it is settled. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final Deque<Closeable> running;
  private final RefusalMemory refusals = new RefusalMemory();
  private final Path data;
  private final Broker broker;
  private final @Nullable Sandbox sandbox;
  private final Relays relays;
  private final Lanes lanes;
  private final RelayQueues queues;
  private final Doors doors;
  private final InetSocketAddress api;
  private final RelayMeters relayMeters;
  private final Reloads reloads;
  private volatile ReplyClassifier classifier;
  private volatile Tables tables;

  private Router(Settings given, Home home, Clock clock, Runnable onFatal, Deque<Closeable> running)
      throws Exception {
    this.running = running;
    data = given.data();
    keep(DataLock.take(data));
    Spool spool = new Spool(data.resolve("spool"));
    spool.open();
    Beside<Optional<Sandbox>> playing = Beside.start("sandbox", () -> sandbox(given));
    broker = keep(Brokers.start(given.broker(), home, data, onFatal));
    sandbox = playing.result().map(this::keep).orElse(null);
    Settings settings = played(given);
    tables = Tables.of(settings, SrsKeys.readOrCreate(settings.srs(), data), this::out);
    classifier = ReplyClassifier.standard().with(settings.replies());

    relays = new Relays(settings.hostname(), this::read, clock);
    keep(relays::close);
    relays.reconfigure(settings.relays());
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    keep(new MachineMeters(metrics));
    DiskMeters.bind(metrics, data);
    Events events = keep(Events.start(settings.tracking(), data, broker, clock));
    Stories stories = events.stories();
    LiveEvents feed = new LiveEvents();
    FairShare shares = new FairShare();
    Traces traces = new Traces(keepIfAny(TraceMeters.start(settings, metrics)), clock);
    Journal journal =
        new Journal(clock, shares, List.of(new EventLog(), new MailMeters(metrics)), List.of(feed));
    MailIds ids = new MailIds(clock);
    Alerts alerts = keep(new Alerts(this::tables, metrics, ids, clock));
    MailMessages messages = new MailMessages(spool, ids, mail -> tables.hasOther(mail));
    BrokerAdmin admin = new BrokerAdmin(broker.connections());
    Suspended suspended = new Suspended(data);
    AccountCounts accounts = new AccountCounts(this::settings, new LimitStore(broker), clock);
    lanes =
        new Lanes(
            () -> tables.settings().retry(),
            relay -> relays.sender(relay).probe(),
            suspended::contains,
            accounts,
            new LaneMeters(metrics).andThen(alerts::paused),
            clock);
    Stations stations =
        new Stations(
            this::tables,
            refusals,
            journal,
            traces,
            shares,
            ids,
            lanes,
            new AttemptMeters(metrics),
            clock);
    MailWay way = keep(new MailWay(broker, stations.beans(spool, messages, broker), metrics));
    lanes.control(way);
    keep(() -> relays.cutIn(PATIENCE)); // begins when the way begins to close
    keep(lanes);

    queues = new RelayQueues(broker, admin, way, relays, suspended, lanes);
    shares.tell(queues::wanted);
    Condition condition = new Condition(way, queues, () -> settings().relays().keySet());
    BrokerIntake intake = new BrokerIntake(way.producer(), broker);
    Operators operators =
        new Operating(
                this::tables,
                broker,
                admin,
                queues,
                refusals,
                accounts::windows,
                journal,
                shares,
                stories,
                events::fault,
                clock)
            .port(intake, ids, spool, messages, sandbox, condition);
    keep(new HealthMeters(metrics, operators::health));
    WatchMeters watched =
        new WatchMeters(
            metrics, broker, () -> settings().relays().keySet(), queues, accounts, clock);
    keep(new QueueMeters(metrics, admin, shares::none, watched).start());
    relayMeters = new RelayMeters(metrics, relays);
    relayMeters.apply(settings.relays().keySet());
    Aside aside = stations.aside(new WaitingMail(broker.connections(), messages));
    keep(new Latecomers(this::tables, admin, aside, queues, clock).start());
    AuditTrail audit = keep(AuditTrail.open(data));
    reloads = new Reloads(given.file(), audit, clock);
    RuleDesk rules = new RuleDesk(this::tables, refusals, accounts::used, reloads, clock);
    Ports ports = new Ports(operators, stories, feed, audit, rules);
    WebServer web = keep(new WebServer(settings.console(), ports, metrics, spool));
    Beside<InetSocketAddress> listening = Beside.start("web", web::start);
    way.load(home.routes());
    alerts.start(feed, new AlertMail(this::tables, queues, refusals, way.producer(), clock));
    keep(queues.open(settings.relays()));
    api = listening.result();
    doors = keep(new Doors(spool, intake, ids, clock, new DoorMeters(metrics)));
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

  /** Applies a changed, checked configuration; what needs a restart is said in the log. */
  public synchronized void reconfigure(Settings given) throws Exception {
    Settings old = tables.settings();
    if (sandbox != null) {
      sandbox.reconfigure(given.relays().values());
    }
    Settings settings = played(given);
    Srs srs = SrsKeys.readOrCreate(settings.srs(), data);
    // first what may fail: a port that is taken leaves the old configuration in force as a whole
    doors.apply(settings.hostname(), settings.listen());
    classifier = ReplyClassifier.standard().with(settings.replies());
    Set<RelayId> changed = relays.reconfigure(settings.relays());
    relayMeters.apply(settings.relays().keySet());
    changed.forEach(refusals::forget);
    tables = Tables.of(settings, srs, this::out);
    queues.apply(settings.relays());
    lanes.askNow(changed);
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
    return tables.settings();
  }

  /** Closes the doors, lets mail under way end, then closes the store. */
  @Override
  public void close() {
    closeAll(running);
  }

  private Tables tables() {
    return tables;
  }

  private Map<RelayId, String> out() {
    return lanes.out();
  }

  private static Optional<Sandbox> sandbox(Settings given) throws IOException {
    return given.sandbox()
        ? Optional.of(Sandbox.start(given.relays().values(), given.data().resolve("sandbox")))
        : Optional.empty();
  }

  private Settings played(Settings given) {
    return sandbox == null ? given : given.withRelays(sandbox.relays());
  }

  private ReplyReader.Reading read(Stage stage, Reply reply) {
    ReplyClassifier.Classification read = classifier.classify(stage, reply);
    return new ReplyReader.Reading(read.verdict(), read.rule());
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
