package io.postweiche.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.postweiche.app.station.Witness;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Timing;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts events as {@code postweiche_…_total}, by relay, sender domain and reason. */
final class MailMeters implements Witness {
  /** More sender domains than this are counted together: a label must not grow without bound. */
  private static final int MOST_DOMAINS = 1000;

  private static final Duration[] STEPS =
      Stream.of(1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400)
          .map(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Set<String> domains = ConcurrentHashMap.newKeySet();

  // to describe a meter and look it up in the registry costs more than to count
  private final Map<Labels, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Timer> deliveries = new ConcurrentHashMap<>();

  /** Few: relays and sender domains are bounded. */
  private record Labels(EventType type, String relay, String domain, @Nullable String deadIn) {}

  MailMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void saw(MailEvent event, @Nullable Timing timing) {
    counters.computeIfAbsent(labels(event), this::counter).increment();
    if (event.type() == EventType.DELIVERED && timing != null) {
      deliveries.computeIfAbsent(relay(event), this::delivery).record(timing.total());
    }
    if (event.type() == EventType.DEFERRED && timing != null) {
      deferral(event).record(timing.total());
    }
  }

  private Labels labels(MailEvent event) {
    String queue = event.type() == EventType.DEAD ? event.queue() : null;
    return new Labels(event.type(), relay(event), domain(event.sender().domain()), queue);
  }

  private Counter counter(Labels of) {
    Tags tags = Tags.of("relay", of.relay(), "sender_domain", of.domain());
    if (of.deadIn() != null) {
      tags = tags.and("reason", of.deadIn().replaceFirst("^mail\\.dead\\.", ""));
    }
    return Counter.builder("postweiche." + of.type().word()).tags(tags).register(registry);
  }

  private static String relay(MailEvent event) {
    return event.relay() == null ? "none" : event.relay();
  }

  /** How old mail is that is put off once more: between attempts its queue looks empty. */
  private Timer deferral(MailEvent event) {
    return Timer.builder("postweiche.deferred.age").tag("relay", relay(event)).register(registry);
  }

  /** From acceptance to delivery, whatever attempts lie between. */
  private Timer delivery(String relay) {
    return Timer.builder("postweiche.delivery")
        .tag("relay", relay)
        .serviceLevelObjectives(STEPS)
        .register(registry);
  }

  private String domain(@Nullable Domain domain) {
    if (domain == null) {
      return "none";
    }
    boolean known = domains.contains(domain.ascii());
    return known || (domains.size() < MOST_DOMAINS && domains.add(domain.ascii()))
        ? domain.ascii()
        : "other";
  }
}
