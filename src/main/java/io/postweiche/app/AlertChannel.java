package io.postweiche.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.postweiche.alert.AlertText;
import io.postweiche.core.alert.Alert;
import io.postweiche.core.alert.Bundle;
import io.postweiche.core.alert.Bundler;
import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way to the operator, with bundles of its own. One that cannot be sent is kept and tried again
 * after ever longer waits, while what comes meanwhile gathers in the next; so neither is lost, nor
 * does an absent server fill the memory.
 */
final class AlertChannel {
  /** How a bundle fared; the word of the metric. */
  enum Result {
    SENT,
    FAILED,
    NO_RELAY,
    GIVEN_UP;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The way itself. */
  interface Sending {
    /**
     * One try.
     *
     * @return what became of it, for good
     * @throws IOException with a sentence, when it is to be tried again
     */
    Result send(MailId id, Bundle bundle) throws IOException, InterruptedException;
  }

  private record Kept(MailId id, Bundle bundle) {}

  private static final Logger LOG = LoggerFactory.getLogger("postweiche.alerts");
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final String name;
  private final MeterRegistry metrics;
  private final Supplier<MailId> ids;
  private final Clock clock;
  private final Bundler bundler = new Bundler();
  private @Nullable Kept kept;
  private @Nullable Kept lastSent;
  private int failures;
  private long notBefore = System.nanoTime();

  AlertChannel(String name, MeterRegistry metrics, Supplier<MailId> ids, Clock clock) {
    this.name = name;
    this.metrics = metrics;
    this.ids = ids;
    this.clock = clock;
  }

  /** Any thread may call; it costs next to nothing. */
  void add(Alert alert) {
    bundler.add(alert);
  }

  /** Sends what is due; one thread calls. */
  synchronized void work(Duration every, Sending sending) {
    Kept now = kept;
    if (now == null) {
      now = bundler.take(clock.instant(), every).map(b -> new Kept(ids.get(), b)).orElse(null);
      kept = now;
    }
    if (now == null || System.nanoTime() - notBefore < 0) {
      return;
    }
    try {
      done(now, sending.send(now.id(), now.bundle()));
    } catch (IOException | RuntimeException e) {
      failed(now, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A message that was sent did not get through: once more by another relay, if it was the last
   * one.
   *
   * @return whether it is sent again
   */
  synchronized boolean again(MailId id, RelayId refusing) {
    if (lastSent == null || !lastSent.id().equals(id) || kept != null) {
      return false;
    }
    kept = new Kept(ids.get(), lastSent.bundle().doubting(refusing));
    lastSent = null;
    return true;
  }

  /** Writes what was not sent to the log: nobody sends it any more. */
  synchronized void giveUp(String why) {
    if (kept != null) {
      giveUp(kept.bundle(), why);
      kept = null;
      failures = 0;
    }
    bundler.rest().ifPresent(bundle -> giveUp(bundle, why));
  }

  private void done(Kept sent, Result result) {
    kept = null;
    failures = 0;
    count(result);
    if (result == Result.SENT) {
      lastSent = sent;
      LOG.info("alert {} is sent ({}): {}", sent.id(), name, line(sent.bundle()));
    }
  }

  private void failed(Kept again, Exception why) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures++, 10));
    wait = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    notBefore = System.nanoTime() + wait.toNanos();
    count(Result.FAILED);
    LOG.warn(
        "alert {} could not be sent ({}): {}; kept, tried again in {} s: {}",
        again.id(),
        name,
        why.getMessage(),
        wait.toSeconds(),
        line(again.bundle()));
  }

  private void giveUp(Bundle bundle, String why) {
    count(Result.GIVEN_UP);
    LOG.warn("alert not sent ({}), {}: {}", name, why, line(bundle));
  }

  private void count(Result result) {
    Counter.builder("postweiche.alerts")
        .tag("channel", name)
        .tag("result", result.word())
        .register(metrics)
        .increment();
  }

  /** For a log, which speaks English. */
  static String line(Bundle bundle) {
    return new AlertText(bundle, Language.EN).brief().replace("\n- ", " / ");
  }
}
