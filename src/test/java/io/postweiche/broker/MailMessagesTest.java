package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summary;
import io.postweiche.core.routing.RelayId;
import io.postweiche.spool.Spool;
import io.postweiche.testing.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail through the real broker and back: nothing of it changes, however large it is. */
class MailMessagesTest {
  private static final String QUEUE = "mail.relay.a";

  @TempDir static Path folder;
  private static EmbeddedBroker broker;
  private static Spool spool;
  private static MailMessages messages;

  @BeforeAll
  static void start() throws IOException {
    broker = TestBroker.in(folder.resolve("broker"));
    broker.declare(QUEUE);
    spool = new Spool(folder.resolve("spool"));
    spool.open();
    messages = new MailMessages(spool, () -> new MailId("GENERATED1"), mail -> false);
  }

  @AfterAll
  static void stop() throws IOException {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 99 * 1024, 101 * 1024, 256 * 1024, 256 * 1024 + 1, 5_000_000})
  void everythingComesBack(int size) throws Exception {
    byte[] body = new byte[size];
    new Random(size).nextBytes(body);
    Mail mail = mail(Content.of(body));
    Mail back = (Mail) roundTrip(new Outgoing.Stored(QUEUE, mail, null));
    try (Content content = back.content()) {
      assertThat(content.bytes()).isEqualTo(body);
      assertThat(content.size()).isEqualTo(size);
    }
    assertThat(back.envelope()).isEqualTo(mail.envelope());
    assertThat(back.journey()).isEqualTo(mail.journey());
    assertThat(back.summary()).isEqualTo(mail.summary());
    assertThat(back.id()).isEqualTo(mail.id());
    assertThat(Files.list(folder.resolve("spool"))).as("no body is left behind").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"262144, 0", "262145, 1"})
  void onlyABodyThatIsNotInMemoryHasAFileOfItsOwn(int size, int files) throws Exception {
    Mail mail = mail(Content.of(new byte[size]));
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      Message message = messages.toMessage(new Outgoing.Stored(QUEUE, mail, null), session);
      session.createProducer(session.createQueue(QUEUE)).send(message);
      try (Stream<Path> large = Files.list(folder.resolve("broker/large-messages"))) {
        assertThat(large).hasSize(files);
      }
      try (MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE))) {
        assertThat(consumer.receive(10_000)).isNotNull();
      }
    }
  }

  @Test
  void aLargeMailMayHaveAThousandLongRecipients() throws Exception {
    String domain = "d".repeat(60) + "." + "d".repeat(60) + "." + "d".repeat(60) + ".example";
    List<Address> recipients =
        IntStream.range(0, 1000)
            .mapToObj(i -> Address.of("%063d@%s".formatted(i, domain)))
            .toList();
    Mail mail = mail(Content.of(new byte[300_000]));
    Mail many =
        new Mail(
            mail.id(),
            new Envelope(Address.of("a@meinefirma.de"), recipients, false, false),
            mail.summary(),
            mail.journey(),
            mail.content());
    Mail back = (Mail) roundTrip(new Outgoing.Stored(QUEUE, many, null));
    try (Content content = back.content()) {
      assertThat(back.envelope().recipients()).isEqualTo(recipients);
      assertThat(content.size()).isEqualTo(300_000);
    }
  }

  @Test
  void aMessageThatIsNoMailIsTold() throws Exception {
    Object read = roundTrip(session -> session.createTextMessage("hello"));
    assertThat(read).isInstanceOf(Outgoing.Unreadable.class);
    assertThat(((Outgoing.Unreadable) read).reason()).contains("no BytesMessage");
  }

  @Test
  void aForeignBytesMessageIsToldWithThePropertyAtFault() throws Exception {
    Object read = roundTrip(Session::createBytesMessage);
    assertThat(((Outgoing.Unreadable) read).reason()).contains("mailId");
  }

  private interface Made {
    Message by(Session session) throws JMSException;
  }

  private static Object roundTrip(Outgoing outgoing) throws JMSException {
    return roundTrip(session -> messages.toMessage(outgoing, session));
  }

  private static Object roundTrip(Made made) throws JMSException {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      session.createProducer(session.createQueue(QUEUE)).send(made.by(session));
      try (MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE))) {
        return messages.fromMessage(consumer.receive(10_000));
      }
    }
  }

  private static Mail mail(Content content) {
    RelayId a = new RelayId("a");
    Instant at = Instant.parse("2026-11-24T12:00:00.123Z");
    HistoryEntry attempted =
        new HistoryEntry(at, "attempted", "a", "MAIL", "temporary", "451-\u00e4\n451 later");
    return new Mail(
        new MailId("TESTMAIL1"),
        new Envelope(
            Address.of("\"a,b\"@meinefirma.de"),
            List.of(Address.of("\"x,y\\\"z\"@example.org"), Address.of("m\u00fcller@example.org")),
            true,
            true),
        new Summary(Address.of("hans@meinefirma.de"), "Angebot \u20ac", "<1@meinefirma.de>"),
        new Journey(
            at, 3, a, new RelayId("b"), List.of(a), "451 later", "a sentence", List.of(attempted)),
        content);
  }
}
