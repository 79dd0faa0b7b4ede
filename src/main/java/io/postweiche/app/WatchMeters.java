package io.postweiche.app;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.app.operating.OldestMail;
import io.postweiche.app.operating.RelaySwitch;
import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin.QueueState;
import io.postweiche.broker.Queues;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an operator is woken for: how old mail is, dead letters, which relays stand still. */
final class WatchMeters {
  private static final List<String> STATES = List.of("active", "paused", "suspended");

  private final MultiGauge oldest;
  private final MultiGauge dead;
  private final MultiGauge states;
  private final MultiGauge used;
  private final Broker broker;
  private final Supplier<Collection<RelayId>> relays;
  private final RelaySwitch relaySwitch;
  private final AccountCounts accounts;
  private final Clock clock;

  WatchMeters(
      PrometheusMeterRegistry metrics,
      Broker broker,
      Supplier<Collection<RelayId>> relays,
      RelaySwitch relaySwitch,
      AccountCounts accounts,
      Clock clock) {
    oldest = MultiGauge.builder("postweiche.queue.oldest.seconds").register(metrics);
    dead = MultiGauge.builder("postweiche.dead.letters").register(metrics);
    states = MultiGauge.builder("postweiche.relay.state").register(metrics);
    used = MultiGauge.builder("postweiche.limit.used.ratio").register(metrics);
    this.broker = broker;
    this.relays = relays;
    this.relaySwitch = relaySwitch;
    this.accounts = accounts;
    this.clock = clock;
  }

  void refresh(List<QueueState> queues) throws IOException {
    dead.register(deadLetters(queues), true);
    states.register(relays.get().stream().flatMap(this::state).toList(), true);
    used.register(used(), true);
    oldest.register(ages(queues), true);
  }

  /** Every reason has its row, so that an alert sees a rise from nothing. */
  private static List<Row<?>> deadLetters(List<QueueState> queues) {
    Map<String, Long> depths =
        queues.stream().collect(Collectors.toMap(QueueState::name, QueueState::depth));
    return Arrays.stream(DeadReason.values())
        .<Row<?>>map(
            reason ->
                Row.of(
                    Tags.of("reason", reason.word()), depths.getOrDefault(Queues.of(reason), 0L)))
        .toList();
  }

  private Stream<Row<?>> state(RelayId relay) {
    String now =
        relaySwitch.isSuspended(relay)
            ? "suspended"
            : relaySwitch.pause(relay) == null ? "active" : "paused";
    return STATES.stream()
        .map(
            state ->
                Row.of(Tags.of("relay", relay.value(), "state", state), state.equals(now) ? 1 : 0));
  }

  private List<Row<?>> used() {
    List<Row<?>> rows = new ArrayList<>();
    for (RelayId relay : relays.get()) {
      accounts
          .used(relay)
          .forEach(
              (span, ratio) ->
                  rows.add(Row.of(Tags.of("relay", relay.value(), "window", span.word()), ratio)));
    }
    return rows;
  }

  /** Of queues where mail waits to be taken; 0 for one with nothing to take. */
  private List<Row<?>> ages(List<QueueState> queues) throws IOException {
    List<Row<?>> rows = new ArrayList<>();
    for (QueueState queue : queues) {
      if (queue.name().equals(Queues.SUBMIT) || Queues.relay(queue.name()).isPresent()) {
        rows.add(Row.of(Tags.of("queue", queue.name()), age(queue)));
      }
    }
    return rows;
  }

  private long age(QueueState queue) throws IOException {
    if (queue.depth() <= queue.scheduled()) {
      return 0;
    }
    Long seconds = OldestMail.seconds(broker, queue.name(), Instant.now(clock));
    return seconds == null ? 0 : seconds;
  }
}
