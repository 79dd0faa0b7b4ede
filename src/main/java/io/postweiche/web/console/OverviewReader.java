package io.postweiche.web.console;

import io.postweiche.web.Flow;
import io.postweiche.web.Operations;
import io.postweiche.web.Ports;
import io.postweiche.web.QueueView;
import io.postweiche.web.RelayView;
import io.postweiche.web.Rules;
import io.postweiche.web.Stories;
import io.postweiche.web.UnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks for all that the overview shows; what is out of reach leaves the rest standing. */
final class OverviewReader {
  private static final String DEAD = "mail.dead.";
  private static final List<String> LANES = List.of("mail.relay.", "mail.bulk.");

  private final Operations operations;
  private final Stories stories;
  private final Rules rules;

  OverviewReader(Ports ports) {
    this.operations = ports.operations();
    this.stories = ports.stories();
    this.rules = ports.rules();
  }

  private record Queues(List<QueueView> queues, List<RelayView> relays, @Nullable String fault) {}

  private record Flows(List<Flow> hour, List<Flow> day, @Nullable String fault) {}

  Overview read(Texts t, boolean byRelay, Instant now) {
    Queues queues = queues();
    Flows flows = flows(now);
    List<QueueView> waiting =
        queues.queues().stream().filter(queue -> isOnItsWay(queue.name())).toList();
    List<QueueView> dead =
        queues.queues().stream()
            .filter(queue -> queue.name().startsWith(DEAD) && queue.depth() > 0)
            .toList();
    return new Overview(
        now,
        operations.health(),
        flows.hour().stream().mapToLong(Flow::accepted).sum(),
        flows.hour().stream().mapToLong(Flow::delivered).sum(),
        depth(waiting),
        waiting.stream()
            .map(QueueView::oldestSeconds)
            .filter(Objects::nonNull)
            .max(Long::compare)
            .orElse(null),
        depth(dead),
        queues.relays().stream()
            .map(relay -> RelayFlow.of(relay, flows.hour(), oldest(relay, waiting)))
            .toList(),
        dead,
        List.of(
            chart(t, byRelay, FlowCharts.Span.HOUR, flows.hour(), now),
            chart(t, byRelay, FlowCharts.Span.DAY, flows.day(), now)),
        byRelay,
        queues.fault(),
        flows.fault(),
        rules.configuration().faults().size());
  }

  private static Chart chart(
      Texts t, boolean byRelay, FlowCharts.Span span, List<Flow> flows, Instant now) {
    return byRelay
        ? FlowCharts.byRelay(t, span, flows, now)
        : FlowCharts.byOutcome(t, span, flows, now);
  }

  private Queues queues() {
    try {
      return new Queues(operations.queues(), operations.relays(), null);
    } catch (UnavailableException e) {
      return new Queues(List.of(), List.of(), String.valueOf(e.getMessage()));
    }
  }

  private Flows flows(Instant now) {
    try {
      return new Flows(
          FlowCharts.ask(stories, FlowCharts.Span.HOUR, now),
          FlowCharts.ask(stories, FlowCharts.Span.DAY, now),
          null);
    } catch (UnavailableException e) {
      return new Flows(List.of(), List.of(), String.valueOf(e.getMessage()));
    }
  }

  /** Of the fields where age is told: 0 for an empty queue. */
  private static long oldest(RelayView relay, List<QueueView> queues) {
    return queues.stream()
        .filter(queue -> LANES.stream().anyMatch(l -> queue.name().equals(l + relay.name())))
        .map(QueueView::oldestSeconds)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private static boolean isOnItsWay(String queue) {
    return queue.equals("mail.submit") || LANES.stream().anyMatch(queue::startsWith);
  }

  private static long depth(List<QueueView> queues) {
    return queues.stream().mapToLong(QueueView::depth).sum();
  }
}
