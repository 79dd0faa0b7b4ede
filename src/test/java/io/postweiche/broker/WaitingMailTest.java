package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summary;
import io.postweiche.core.mail.Terms;
import io.postweiche.core.routing.RelayId;
import io.postweiche.spool.Spool;
import io.postweiche.testing.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A look at the mail that waits for a relay, in a real broker. */
class WaitingMailTest {
  private static final RelayId RELAY = new RelayId("a");
  private static final String QUEUE = "mail.relay.a";
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minusSeconds(20_000);
  private static final Terms TERMS =
      new Terms(LONG_AGO, NOW.plusSeconds(9), 7, "temp-queue://erp", "order-1");

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private MailMessages messages;
  private WaitingMail waiting;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.in(folder.resolve("broker"));
    broker.declare(QUEUE);
    Spool spool = new Spool(folder.resolve("spool"));
    spool.open();
    messages = new MailMessages(spool, () -> new MailId("GENERATED1"), mail -> false);
    waiting = new WaitingMail(broker.connections(), messages);
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void theOldestComeFirstAndTheLookEndsAmongTheYoung() throws Exception {
    List<Mail> queue = new ArrayList<>();
    queue.add(mail("OLD00001", LONG_AGO, "x@firma.de"));
    queue.add(mail("NOBODY01", LONG_AGO, ""));
    Mail told = mail("TOLD0001", LONG_AGO, "x@firma.de");
    queue.add(told.withJourney(told.journey().withDelayTold(NOW)));
    queue.add(mail("OLD00002", LONG_AGO, "x@firma.de"));
    for (int i = 0; i < 3000; i++) {
      queue.add(mail("YOUNG" + (10_000 + i), NOW, "x@firma.de"));
    }
    queue.add(mail("BEHIND01", LONG_AGO, "x@firma.de"));
    store(queue);
    AtomicInteger seen = new AtomicInteger();
    assertThat(
            waiting.find(
                QUEUE,
                WaitingMail.UNTOLD,
                mail -> {
                  seen.incrementAndGet();
                  return mail.journey().acceptedAt().isBefore(NOW);
                },
                10))
        .containsExactly(new MailId("OLD00001"), new MailId("OLD00002"));
    assertThat(seen).hasValueBetween(1000, 1010);
    assertThat(waiting.find(QUEUE, WaitingMail.UNTOLD, mail -> true, 1))
        .containsExactly(new MailId("OLD00001"));
  }

  @Test
  void oneMailIsRewrittenOnceWithAllItHas() throws Exception {
    Mail mail = mail("OLD00001", LONG_AGO, "x@firma.de").withTerms(TERMS);
    store(List.of(mail, mail("OLD00002", LONG_AGO, "x@firma.de")));
    assertThat(
            waiting.rewrite(
                QUEUE, WaitingMail.UNTOLD, mail.id(), found -> List.of(stored(told(found)))))
        .isTrue();
    assertThat(waiting.rewrite(QUEUE, WaitingMail.UNTOLD, mail.id(), found -> List.of()))
        .as("told")
        .isFalse();
    assertThat(
            waiting.rewrite(QUEUE, WaitingMail.UNTOLD, new MailId("NOBODY01"), found -> List.of()))
        .isFalse();
    List<Mail> left = drained();
    assertThat(left).extracting(each -> each.id().value()).containsExactly("OLD00001", "OLD00002");
    assertThat(left.get(0).terms()).isEqualTo(TERMS);
    assertThat(left.get(0).journey().delayTold()).isEqualTo(NOW);
    assertThat(left.get(0).content().bytes()).isEqualTo(mail.content().bytes());
  }

  @Test
  void aFaultLeavesTheMailWhereItWas() throws Exception {
    Mail mail = mail("OLD00001", LONG_AGO, "x@firma.de");
    store(List.of(mail));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                waiting.rewrite(
                    QUEUE,
                    WaitingMail.UNTOLD,
                    mail.id(),
                    found -> {
                      throw new IllegalStateException("a fault");
                    }));
    // the broker gives what was rolled back again after its redelivery-delay
    await()
        .until(
            () ->
                waiting
                    .find(QUEUE, WaitingMail.UNTOLD, each -> true, 9)
                    .equals(List.of(mail.id())));
  }

  private static Mail told(Mail mail) {
    return mail.withJourney(mail.journey().withDelayTold(NOW));
  }

  private static Mail mail(String id, Instant accepted, String sender) {
    return new Mail(
        new MailId(id),
        Envelope.of(Address.of(sender), List.of(Address.of("k@example.org"))),
        Summary.NONE,
        Journey.begin(accepted).withRelay(RELAY),
        Content.of(new byte[] {1, 2, 3}));
  }

  private static Outgoing stored(Mail mail) {
    return new Outgoing.Stored(QUEUE, mail, null);
  }

  private void store(List<Mail> mails) throws Exception {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(null)) {
      new Writer(messages, session, producer)
          .write(mails.stream().map(WaitingMailTest::stored).toList());
      session.commit();
    }
  }

  private List<Mail> drained() throws Exception {
    List<Mail> mails = new ArrayList<>();
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE))) {
      connection.start();
      for (var next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
        mails.add((Mail) messages.fromMessage(next));
      }
    }
    return mails;
  }
}
