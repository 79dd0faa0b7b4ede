package io.postweiche.app;

import io.postweiche.app.hook.HookStations;
import io.postweiche.app.hook.Hooks;
import io.postweiche.app.lane.Lanes;
import io.postweiche.app.station.Aside;
import io.postweiche.app.station.FairShare;
import io.postweiche.app.station.Journal;
import io.postweiche.app.station.MailIds;
import io.postweiche.app.station.Tables;
import io.postweiche.app.station.Traces;
import io.postweiche.app.station.Witness;
import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.LimitStore;
import io.postweiche.broker.MailMessages;
import io.postweiche.broker.WaitingMail;
import io.postweiche.config.Settings;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.ReplyClassifier;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.Srs;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.delivery.Relays;
import io.postweiche.delivery.ReplyReader;
import io.postweiche.spool.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What moves mail, in whatever Camel context: relays, their lanes, the stations and the way between
 * them. It has no door and no console; those are the {@link Router}'s.
 */
final class Engine implements Closeable {
  /** For mail under way when it stops; less than the way waits, so that it is settled. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  /** So long a mail waits for a route that hooks in. */
  private static final Duration HOOK_LIMIT = Duration.ofSeconds(30);

  private final RefusalMemory refusals = new RefusalMemory();
  private final FairShare shares = new FairShare();
  private final Hooks hooks = new Hooks(HOOK_LIMIT);
  private final Path data;
  private final Journal journal;
  private final MailIds ids;
  private final MailMessages messages;
  private final BrokerAdmin admin;
  private final AccountCounts accounts;
  private final Relays relays;
  private final Lanes lanes;
  private final MailWay way;
  private final RelayQueues queues;
  private final Latecomers latecomers;
  private volatile @Nullable Closeable looking;
  private volatile ReplyClassifier classifier;
  private volatile Tables tables;

  /** Who is told of what happens: log, metrics, operators. */
  record Told(
      List<Witness> witnesses,
      List<Consumer<MailEvent>> listeners,
      BiConsumer<Attempt, Timing> attempts,
      Consumer<Map<RelayId, Pause>> pauses,
      Traces traces) {}

  /**
   * Puts it together; nothing moves before {@link #open}.
   *
   * @param waymaking makes the way from the beans that the routes name
   */
  Engine(
      Settings settings,
      Broker broker,
      Spool spool,
      Told told,
      Function<Map<String, Object>, MailWay> waymaking,
      Clock clock)
      throws IOException {
    data = settings.data();
    tables = Tables.of(settings, SrsKeys.readOrCreate(settings.srs(), data), this::out);
    classifier = ReplyClassifier.standard().with(settings.replies());
    relays = new Relays(settings.hostname(), this::read, clock);
    relays.reconfigure(settings.relays());
    journal = new Journal(clock, shares, told.witnesses(), told.listeners());
    ids = new MailIds(clock);
    messages = new MailMessages(spool, ids, mail -> tables.hasOther(mail));
    admin = new BrokerAdmin(broker.connections());
    Suspended suspended = new Suspended(data);
    accounts = new AccountCounts(this::settings, new LimitStore(broker), clock);
    lanes =
        new Lanes(
            () -> tables.settings().retry(),
            relay -> relays.sender(relay).probe(),
            suspended::contains,
            accounts,
            told.pauses(),
            clock);
    Stations stations =
        new Stations(
            this::tables,
            refusals,
            journal,
            told.traces(),
            shares,
            ids,
            lanes,
            told.attempts(),
            new HookStations(hooks),
            clock);
    try {
      way = waymaking.apply(stations.beans(spool, messages, broker));
    } catch (RuntimeException e) { // a name that is taken
      lanes.close();
      relays.close();
      throw e;
    }
    way.call(hooks);
    lanes.control(way);
    queues = new RelayQueues(broker, admin, way, relays, suspended, lanes);
    shares.tell(queues::wanted);
    Aside aside = stations.aside(new WaitingMail(broker.connections(), messages));
    latecomers = new Latecomers(this::tables, admin, aside, queues, clock);
  }

  /** Mail moves from now on. */
  void open() throws Exception {
    latecomers.start();
    looking = queues.open(settings().relays());
  }

  /** Reads the keys of a changed configuration, which may fail. */
  Srs srs(Settings changed) throws IOException {
    return SrsKeys.readOrCreate(changed.srs(), data);
  }

  /** Takes over a changed configuration. */
  void reconfigure(Settings settings, Srs srs) throws Exception {
    classifier = ReplyClassifier.standard().with(settings.replies());
    Set<RelayId> changed = relays.reconfigure(settings.relays());
    changed.forEach(refusals::forget);
    tables = Tables.of(settings, srs, this::out);
    queues.apply(settings.relays());
    lanes.askNow(changed);
  }

  Tables tables() {
    return tables;
  }

  Settings settings() {
    return tables.settings();
  }

  RefusalMemory refusals() {
    return refusals;
  }

  FairShare shares() {
    return shares;
  }

  Journal journal() {
    return journal;
  }

  MailIds ids() {
    return ids;
  }

  MailMessages messages() {
    return messages;
  }

  BrokerAdmin admin() {
    return admin;
  }

  AccountCounts accounts() {
    return accounts;
  }

  Relays relays() {
    return relays;
  }

  MailWay way() {
    return way;
  }

  Hooks hooks() {
    return hooks;
  }

  RelayQueues queues() {
    return queues;
  }

  /** Mail under way is brought to an end first. */
  @Override
  public void close() throws IOException {
    Closeable look = looking;
    if (look != null) {
      look.close();
    }
    latecomers.close();
    lanes.close();
    relays.cutIn(PATIENCE); // begins when the way begins to close
    way.close();
    hooks.close();
    relays.close();
  }

  private Map<RelayId, String> out() {
    return lanes.out();
  }

  private ReplyReader.Reading read(Stage stage, Reply reply) {
    ReplyClassifier.Classification read = classifier.classify(stage, reply);
    return new ReplyReader.Reading(read.verdict(), read.rule());
  }
}
