package io.postweiche.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.alert.Letter;
import io.postweiche.alert.Webhook;
import io.postweiche.app.AlertChannel.Result;
import io.postweiche.app.station.Tables;
import io.postweiche.broker.Queues;
import io.postweiche.config.AlertSettings;
import io.postweiche.config.Settings;
import io.postweiche.config.WebhookSettings;
import io.postweiche.core.alert.Alert;
import io.postweiche.core.alert.Incidents;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.pause.Pause;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.EventFeed;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of every event and every pause, and tells the operator of those that {@code alerts} names:
 * by a webhook, by a mail, each at its own pace. Mail never waits for it.
 */
final class Alerts implements Consumer<MailEvent>, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.alerts");
  private static final Duration TICK = Duration.ofMillis(250);

  private final Supplier<Tables> tables;
  private final Clock clock;
  private final Webhook webhook = new Webhook();
  private final AlertChannel byWebhook;
  private final AlertChannel byMail;
  private final Map<RelayId, Instant> toldLogins = new ConcurrentHashMap<>();
  private final List<Beat> beats = new ArrayList<>();

  Alerts(Supplier<Tables> tables, MeterRegistry metrics, Supplier<MailId> ids, Clock clock) {
    this.tables = tables;
    this.clock = clock;
    this.byWebhook = new AlertChannel("webhook", metrics, ids, clock);
    this.byMail = new AlertChannel("mail", metrics, ids, clock);
  }

  /** Before the first mail: from now on events are heard, and messages leave. */
  void start(EventFeed feed, AlertMail mail) {
    Closeable unused = feed.subscribe(this);
    beats.add(Beat.of("alerts-webhook", TICK, this::webhook));
    beats.add(Beat.of("alerts-mail", TICK, () -> mail(mail)));
  }

  @Override
  public void accept(MailEvent event) {
    Settings settings = tables.get().settings();
    if (settings.alerts() == null) {
      return;
    }
    if (Letter.concerns(event)) {
      ownFate(event);
      return;
    }
    Incidents.of(event, reason(event)).forEach(alert -> tell(alert, settings.alerts()));
  }

  /** All pauses, at each change; a refused login is told once an outage. */
  void paused(Map<RelayId, Pause> pauses) {
    pauses.forEach(
        (relay, pause) -> {
          boolean refused = pause.cause() == Pause.Cause.LOGIN_REFUSED;
          if (refused && !pause.since().equals(toldLogins.put(relay, pause.since()))) {
            tell(
                Incidents.ofLogin(relay, pause, clock.instant()), tables.get().settings().alerts());
          }
        });
  }

  /** What nobody has been told stands in the log. */
  @Override
  public void close() {
    beats.forEach(Beat::close);
    byWebhook.giveUp("the router stops");
    byMail.giveUp("the router stops");
  }

  private void tell(Alert alert, @Nullable AlertSettings alerts) {
    if (alerts == null || !alerts.on().contains(alert.cause())) {
      return;
    }
    if (alerts.webhook() != null) {
      byWebhook.add(alert);
    }
    if (alerts.mail() != null) {
      byMail.add(alert);
    }
  }

  /**
   * An alert on an alert would never end. One whose sender is refused is tried with the next relay,
   * each once: to its recipient no relay would be a better way.
   */
  private void ownFate(MailEvent event) {
    if (event.type() != EventType.DEAD) {
      return;
    }
    boolean again =
        reason(event) == DeadReason.SENDER_NOT_ALLOWED
            && event.relay() != null
            && byMail.again(event.id(), new RelayId(event.relay()));
    LOG.warn(
        "alert {} did not reach the operator by mail{}: {}",
        event.id(),
        again ? ", and is sent through another relay" : "",
        event.detail());
  }

  private static @Nullable DeadReason reason(MailEvent event) {
    return event.queue() == null ? null : Queues.reason(event.queue()).orElse(null);
  }

  private void webhook() {
    Settings settings = tables.get().settings();
    AlertSettings alerts = settings.alerts();
    WebhookSettings to = alerts == null ? null : alerts.webhook();
    if (alerts == null || to == null) {
      byWebhook.giveUp("alerts.webhook is gone from the configuration");
      return;
    }
    byWebhook.work(
        alerts.bundle(),
        (id, bundle) -> {
          webhook.send(to, id.value(), bundle, settings.hostname(), alerts.language());
          return Result.SENT;
        });
  }

  private void mail(AlertMail mail) {
    AlertSettings alerts = tables.get().settings().alerts();
    Address operator = alerts == null ? null : alerts.mail();
    if (alerts == null || operator == null) {
      byMail.giveUp("alerts.mail is gone from the configuration");
      return;
    }
    byMail.work(alerts.bundle(), (id, bundle) -> mail.send(id, bundle, alerts, operator));
  }
}
