package io.postweiche.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line an event, for grep. */
class EventLogTest {
  private static final Timing TIMING =
      new Timing(
          Duration.ofSeconds(61), Duration.ZERO, Duration.ofMillis(120), Duration.ofMillis(50));
  private final Logger logger = (Logger) LoggerFactory.getLogger("postweiche.mail");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.setLevel(Level.INFO); // the tests' own configuration is quieter
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void aDeliveryHasTheFieldsOfPostfix() {
    assertThat(line(EventType.DELIVERED, "250 2.1.5 ok id=77"))
        .contains("delivered, from=<a@b.example>, to=<c@d.example>", "relay=one")
        .endsWith(
            ", delay=61.17, delays=61/0/0.12/0.05, dsn=2.1.5, status=sent (250 2.1.5 ok id=77)");
    assertThat(line(EventType.DEFERRED, "450 try later"))
        .endsWith("status=deferred (450 try later)");
    assertThat(line(EventType.DEAD, "550-no\n550 5.1.1 such user"))
        .endsWith(", dsn=5.1.1, status=bounced (550-no / 550 5.1.1 such user)");
  }

  @Test
  void noReplyEndsTheLineOrTurnsItRound() {
    assertThat(
            line(
                EventType.DEAD,
                "550 x\r\nY: delivered\u0085a\u2028b\u2029c\u202Ed\u0000e\u001b[2J"))
        .endsWith("status=bounced (550 x / Y: delivered / a / b / c / d / e / [2J)");
  }

  private String line(EventType type, String reply) {
    new EventLog()
        .saw(
            new MailEvent(
                type,
                Instant.EPOCH,
                new MailId("0A71D16B988B"),
                Address.of("a@b.example"),
                List.of(Address.of("c@d.example")),
                null,
                "one",
                "EOD",
                "delivered",
                reply,
                null,
                false),
            TIMING);
    return lines.list.get(lines.list.size() - 1).getFormattedMessage();
  }
}
