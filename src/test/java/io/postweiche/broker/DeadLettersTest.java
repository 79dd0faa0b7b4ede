package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.postweiche.broker.Taking.Candidate;
import io.postweiche.broker.Taking.Fate;
import io.postweiche.config.BrokerSettings.Embedded;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summary;
import io.postweiche.spool.Spool;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters taken out in groups, in a real broker. */
class DeadLettersTest {
  private static final DeadReason REASON = DeadReason.EXPIRED;
  private static final String QUEUE = Queues.of(REASON);
  private static final String ELSEWHERE = "mail.relay.a";
  private static final String FULL = "mail.relay.full";

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private MailMessages messages;
  private DeadLetters letters;
  private BrokerAdmin admin;
  private final List<String> committed = new ArrayList<>();
  private final List<String> undone = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    Path xml = folder.resolve("broker.xml");
    String full =
        """
        <address-setting match="mail.relay.full">
          <max-size-bytes>5000</max-size-bytes>
          <address-full-policy>FAIL</address-full-policy>
        </address-setting>
        """;
    Files.writeString(
        xml,
        Files.readString(Path.of("broker/broker.xml"))
            .replace("</address-settings>", full + "</address-settings>"));
    broker =
        EmbeddedBroker.start(
            new Embedded(null, null, null, Map.of()), xml, folder.resolve("broker"), () -> {});
    broker.declare(ELSEWHERE);
    broker.declare(FULL);
    Spool spool = new Spool(folder.resolve("spool"));
    spool.open();
    messages = new MailMessages(spool, () -> new MailId("GENERATED1"), mail -> false);
    letters = new DeadLetters(broker.connections(), broker.stream(), spool, messages);
    admin = new BrokerAdmin(broker.connections());
  }

  @AfterEach
  void stop() throws Exception {
    broker.close();
  }

  @Test
  void allAreMovedHoweverManyShareATransaction() throws Exception {
    put(25);
    assertThat(letters.take(REASON, null, 100, taking(7, id -> true, this::onward))).isEqualTo(25);
    assertThat(committed).hasSize(25).startsWith("LETTER00").endsWith("LETTER24");
    assertThat(admin.count(QUEUE, null)).isZero();
    assertThat(admin.count(ELSEWHERE, null)).isEqualTo(25);
  }

  @Test
  void noMoreThanAskedForAndOnlyWhatMatches() throws Exception {
    put(25);
    String some = Properties.MAIL_ID + " LIKE 'LETTER0%'";
    assertThat(admin.count(QUEUE, some)).isEqualTo(10);
    assertThat(letters.take(REASON, some, 8, taking(5, id -> true, this::onward))).isEqualTo(8);
    assertThat(letters.take(REASON, some, 8, taking(5, id -> true, this::onward))).isEqualTo(2);
    assertThat(admin.count(QUEUE, null)).isEqualTo(15);
  }

  @Test
  void oneThatIsNoLongerWantedStaysAndThoseBeforeItAreGone() throws Exception {
    put(25);
    int taken =
        letters.take(REASON, null, 100, taking(10, id -> committed.size() < 10, this::onward));
    assertThat(taken).isEqualTo(10);
    assertThat(admin.count(QUEUE, null)).isEqualTo(15);
  }

  @Test
  void aBadLetterKeepsNoneOfItsNeighboursFromGoing() throws Exception {
    put(9);
    Taking failing =
        taking(
            9,
            id -> true,
            candidate -> {
              if (candidate.letter().id().equals("LETTER05")) {
                throw new IllegalStateException("bad letter");
              }
              return onward(candidate);
            });
    assertThatIllegalStateException()
        .isThrownBy(() -> letters.take(REASON, null, 100, failing))
        .withMessage("bad letter");
    assertThat(undone).as("the first try").contains("LETTER00", "LETTER04");
    assertThat(committed).contains("LETTER00", "LETTER04").doesNotContain("LETTER05");
    assertThat(admin.count(ELSEWHERE, null)).isEqualTo(committed.size());
    assertThat(admin.count(QUEUE, null)).isEqualTo(9 - committed.size());
  }

  @Test
  void whatTheBrokerDoesNotTakeStaysADeadLetter() throws Exception {
    put(40);
    assertThatIOException()
        .isThrownBy(() -> letters.take(REASON, null, 100, taking(40, id -> true, to(FULL))))
        .withMessageContaining("refused");
    assertThat(admin.count(FULL, null)).isEqualTo(committed.size()).isLessThan(20);
    await().until(() -> admin.count(QUEUE, null) + admin.count(FULL, null) == 40);
  }

  @Test
  void aQueueThatIsNotThereIsNotTakenForAnEmptyOne() {
    assertThatIOException()
        .isThrownBy(() -> admin.count("mail.relay.nobody", null))
        .withMessageContaining("refused to answer");
  }

  private Fate onward(Candidate candidate) {
    return to(ELSEWHERE).apply(candidate);
  }

  private Function<Candidate, Fate> to(String queue) {
    return candidate -> moved(candidate, queue);
  }

  private Fate moved(Candidate candidate, String queue) {
    Mail mail = candidate.mail();
    assertThat(mail).isNotNull();
    String id = candidate.letter().id();
    return new Fate(
        List.of(new Outgoing.Stored(queue, mail, null)),
        () -> committed.add(id),
        () -> undone.add(id));
  }

  private static Taking taking(
      int together, Predicate<Object> wanted, Function<Candidate, Fate> fate) {
    return new Taking() {
      @Override
      public int together() {
        return together;
      }

      @Override
      public boolean wanted() {
        return wanted.test(this);
      }

      @Override
      public Fate fate(Candidate candidate) {
        return fate.apply(candidate);
      }
    };
  }

  private void put(int count) throws Exception {
    try (Connection connection = broker.connections().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(null)) {
      new Writer(messages, session, producer)
          .write(
              IntStream.range(0, count)
                  .mapToObj(i -> new Outgoing.Stored(QUEUE, mail("LETTER%02d".formatted(i)), null))
                  .map(Outgoing.class::cast)
                  .toList());
      session.commit();
    }
  }

  private static Mail mail(String id) {
    return new Mail(
        new MailId(id),
        Envelope.of(Address.of("x@firma.de"), List.of(Address.of("k@kunde.example"))),
        Summary.NONE,
        Journey.begin(Instant.parse("2026-11-24T12:00:00Z")),
        Content.of("Subject: t\r\n\r\nt\r\n".getBytes(StandardCharsets.US_ASCII)));
  }
}
