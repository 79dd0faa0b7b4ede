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

  MailMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void saw(MailEvent event, @Nullable Timing timing) {
    Tags tags =
        Tags.of(
            "relay",
            event.relay() == null ? "none" : event.relay(),
            "sender_domain",
            domain(event.sender().domain()));
    if (event.type() == EventType.DEAD && event.queue() != null) {
      tags = tags.and("reason", event.queue().replaceFirst("^mail\\.dead\\.", ""));
    }
    Counter.builder("postweiche." + event.type().word()).tags(tags).register(registry).increment();
    if (event.type() == EventType.DELIVERED && timing != null) {
      delivery(event).record(timing.total());
    }
    if (event.type() == EventType.DEFERRED && timing != null) {
      deferral(event).record(timing.total());
    }
  }

  /** How old mail is that is put off once more: between attempts its queue looks empty. */
  private Timer deferral(MailEvent event) {
    return Timer.builder("postweiche.deferred.age")
        .tag("relay", event.relay() == null ? "none" : event.relay())
        .register(registry);
  }

  /** From acceptance to delivery, whatever attempts lie between. */
  private Timer delivery(MailEvent event) {
    return Timer.builder("postweiche.delivery")
        .tag("relay", event.relay() == null ? "none" : event.relay())
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
