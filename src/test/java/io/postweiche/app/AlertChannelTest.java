package io.postweiche.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.postweiche.app.AlertChannel.Result;
import io.postweiche.core.alert.Alert;
import io.postweiche.core.alert.Bundle;
import io.postweiche.core.alert.Cause;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.MailId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No message to the operator is lost without a word. */
class AlertChannelTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicInteger ids = new AtomicInteger();
  private final AlertChannel channel =
      new AlertChannel(
          "webhook",
          metrics,
          () -> new MailId("ALERT" + String.format("%07d", ids.incrementAndGet())),
          Clock.systemUTC());
  private final List<String> tries = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("postweiche.alerts");

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  @Test
  void whatFailsIsKeptUnderItsIdAndWhatFollowsWaitsBehindIt() {
    channel.add(dead("a.de"));
    await().until(() -> work(this::fails) && tries.size() == 1);
    channel.add(dead("b.de"));
    channel.add(dead("b.de"));
    await().until(() -> work(this::fails) && tries.size() == 2);
    await().until(() -> work(this::succeeds) && tries.size() == 4);
    assertThat(tries)
        .containsExactly("ALERT0000001 1", "ALERT0000001 1", "ALERT0000001 1", "ALERT0000002 2");
    assertThat(lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "ALERT0000001", "could not be sent (webhook): away", "in 1 s", "a.de"))
        .anySatisfy(line -> assertThat(line).contains("away", "in 2 s"));
    assertThat(count("failed")).isEqualTo(2);
    assertThat(count("sent")).isEqualTo(2);
  }

  @Test
  void whatIsLeftAtTheEndStandsInTheLog() {
    channel.add(dead("a.de"));
    await().until(() -> work(this::fails) && tries.size() == 1);
    channel.add(dead("b.de"));
    channel.giveUp("the router stops");
    channel.giveUp("the router stops");
    assertThat(lines().stream().filter(line -> line.contains("not sent (webhook), the router")))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("a.de"))
        .anySatisfy(line -> assertThat(line).contains("b.de"));
    assertThat(count("given-up")).isEqualTo(2);
  }

  @Test
  void aDefectIsAFailureLikeAnyOther() {
    channel.add(dead("a.de"));
    await()
        .until(
            () ->
                work(
                        (id, bundle) -> {
                          tries.add("x");
                          throw new IllegalStateException("a defect");
                        })
                    && tries.size() == 1);
    await().until(() -> work(this::succeeds) && tries.size() == 2);
    assertThat(count("sent")).isEqualTo(1);
  }

  private boolean work(AlertChannel.Sending sending) {
    channel.work(AT_ONCE, sending);
    return true;
  }

  private Result fails(MailId id, Bundle bundle) throws IOException {
    tries.add(id + " " + bundle.total());
    throw new IOException("away");
  }

  private Result succeeds(MailId id, Bundle bundle) {
    tries.add(id + " " + bundle.total());
    return Result.SENT;
  }

  private List<String> lines() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private double count(String result) {
    return metrics
        .get("postweiche.alerts")
        .tag("channel", "webhook")
        .tag("result", result)
        .counter()
        .count();
  }

  private static Alert dead(String domain) {
    return new Alert(
        Cause.DEAD_LETTER,
        Clock.systemUTC().instant(),
        null,
        domain,
        DeadReason.UNROUTABLE,
        new MailId("MAIL00000001"),
        "");
  }
}
