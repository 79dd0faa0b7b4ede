package io.postweiche.app.hook;

import io.postweiche.app.station.Afterwards;
import io.postweiche.broker.EventJson;
import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Queues;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The three points as steps of the routes. Whoever hooks in gets a copy and changes nothing: what
 * is decided and sent is what came in.
 */
public record HookStations(Hooks hooks) {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.hooks");

  /** By the names that {@code routes/} uses. */
  public Map<String, Processor> beans() {
    return Map.of(
        "before-deciding", this::beforeDeciding,
        "after-verdict", this::afterVerdict,
        "before-dead-letter", this::beforeDeadLetter);
  }

  /** New mail only. A fault is one of the way: nothing was stored, and whoever sent tries again. */
  private void beforeDeciding(Exchange exchange) throws HookException, InterruptedException {
    if (hooks.open(Point.BEFORE_DECIDING)
        && exchange.getIn().getBody() instanceof Mail mail
        && mail.journey().attempt() == 0
        && mail.journey().relay() == null) {
      hooks.ask(Point.BEFORE_DECIDING, new ContentStream(mail.content()), Seen.of(mail));
    }
  }

  /** When what follows from it is on disk. */
  private void afterVerdict(Exchange exchange) {
    if (!hooks.open(Point.AFTER_VERDICT) || !(exchange.getIn().getBody() instanceof List<?> all)) {
      return;
    }
    List<MailEvent> events = new ArrayList<>();
    for (Object each : all) {
      if (each instanceof Outgoing.Event event && event.event().verdict() != null) {
        events.add(event.event());
      }
    }
    Afterwards.committed(exchange, () -> events.forEach(this::tell));
  }

  private void tell(MailEvent event) {
    try {
      hooks.tell(
          Point.AFTER_VERDICT,
          EventJson.of(event),
          Seen.of(event),
          why ->
              LOG.warn(
                  "mail {}: the route at {} failed: {}; the mail's way is not touched",
                  event.id(),
                  Point.AFTER_VERDICT.endpoint(),
                  why));
    } catch (HookException e) {
      LOG.warn("mail {}: {}; this verdict is not told to it", event.id(), e.getMessage());
    }
  }

  private void beforeDeadLetter(Exchange exchange) throws InterruptedException {
    if (hooks.open(Point.BEFORE_DEAD_LETTER) && exchange.getIn().getBody() instanceof List<?> all) {
      for (Object each : all) {
        if (each instanceof Outgoing outgoing) {
          beforeDeadLetter(outgoing);
        }
      }
    }
  }

  /** Of what is stored beside the routes. */
  public void beforeDeadLetter(List<Outgoing> all) {
    try {
      for (Outgoing outgoing : hooks.open(Point.BEFORE_DEAD_LETTER) ? all : List.<Outgoing>of()) {
        beforeDeadLetter(outgoing);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beforeDeadLetter(Outgoing outgoing) throws InterruptedException {
    DeadReason reason = Queues.reason(outgoing.queue()).orElse(null);
    if (reason != null && outgoing instanceof Outgoing.Stored stored) {
      Mail mail = stored.mail();
      ask(new ContentStream(mail.content()), Seen.of(mail, reason));
    } else if (outgoing instanceof Outgoing.Unreadable unreadable) {
      ask(null, Seen.of(unreadable));
    }
  }

  /** Whatever becomes of it: among the dead letters the mail is safe. */
  private void ask(@Nullable Object body, Map<String, Object> headers) throws InterruptedException {
    try {
      hooks.ask(Point.BEFORE_DEAD_LETTER, body, headers);
    } catch (HookException e) {
      LOG.warn(
          "mail {}: {}; it goes to the dead letters ({}) all the same",
          headers.get("mailId"),
          e.getMessage(),
          headers.get("reason"));
    }
  }
}
