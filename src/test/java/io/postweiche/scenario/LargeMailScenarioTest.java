package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.HashingRelay;
import io.postweiche.testing.RawSmtp;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As much mail at once as the whole heap could hold: no body may lie in memory on its way. */
class LargeMailScenarioTest {
  private static final int MAILS = 20;
  private static final int SIZE = 25_000_000;

  @TempDir Path folder;
  private final HashingRelay relay = new HashingRelay();
  private final ExecutorService clients = Executors.newFixedThreadPool(MAILS);

  @AfterEach
  void stop() throws IOException {
    clients.shutdownNow();
    relay.close();
  }

  @Test
  void twentyMailsOf25MegabytesPassAHeapOf512() throws Exception {
    try (RouterInItsOwnProcess router = start("-Xmx512m")) {
      assertPasses(router, mail -> bySmtp(router, mail));
    }
    assertNothingIsLeft();
  }

  @Test
  void postedOverJmsTheyPassAHeapThatHoldsNone() throws Exception {
    try (RouterInItsOwnProcess router = start("-Xmx128m")) {
      assertPasses(router, mail -> byJms(router, mail));
    }
    assertNothingIsLeft();
  }

  /** Sends one mail. */
  private interface Way {
    void send(BulkMail mail) throws Exception;
  }

  private void assertPasses(RouterInItsOwnProcess router, Way way) throws Exception {
    List<BulkMail> mails = Stream.iterate(0, i -> i + 1).limit(MAILS).map(i -> mail(i)).toList();
    List<Future<?>> sent = new ArrayList<>();
    for (BulkMail mail : mails) {
      sent.add(
          clients.submit(
              () -> {
                way.send(mail);
                return null;
              }));
    }
    List<String> hashes = mails.stream().map(LargeMailScenarioTest::hash).toList();
    for (Future<?> each : sent) {
      each.get(120, TimeUnit.SECONDS);
    }
    await().atMost(60, TimeUnit.SECONDS).until(() -> relay.hashes().size() >= MAILS);
    assertThat(relay.hashes()).containsExactlyInAnyOrderElementsOf(hashes);
    await().untilAsserted(() -> assertThat(files("data/spool")).isEmpty());
    // Artemis 2.55 sometimes forgets a file of a mail that has gone until its next start
    await()
        .untilAsserted(
            () -> assertThat(files("data/broker/large-messages")).hasSizeLessThanOrEqualTo(1));
    assertThat(router.errors()).doesNotContain("OutOfMemory", "ERROR");
    assertThat(router.stop()).isZero();
  }

  /** Neither a file nor a mail comes back with the next start. */
  private void assertNothingIsLeft() throws Exception {
    try (RouterInItsOwnProcess router = start("-Xmx128m")) {
      await().untilAsserted(() -> assertThat(files("data/broker/large-messages")).isEmpty());
      assertThat(files("data/spool")).isEmpty();
      assertThat(router.stop()).isZero();
    }
    assertThat(relay.hashes()).as("nothing twice").hasSize(MAILS);
  }

  private static void bySmtp(RouterInItsOwnProcess router, BulkMail mail) throws IOException {
    try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
      client.socket().setSoTimeout(120_000);
      client.ask("MAIL FROM:<vertrieb@meinefirma.de> SIZE=" + SIZE);
      client.ask("RCPT TO:<kunde@kunde.example>");
      assertThat(client.ask("DATA")).startsWith("354");
      OutputStream out = client.socket().getOutputStream();
      mail.writeTo(out);
      out.write(".\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(client.reply()).startsWith("250");
    }
  }

  private static void byJms(RouterInItsOwnProcess router, BulkMail mail) throws Exception {
    try (ActiveMQConnectionFactory factory =
            new ActiveMQConnectionFactory("tcp://" + router.broker("core"));
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      BytesMessage message = session.createBytesMessage();
      message.setStringProperty("mailFrom", "vertrieb@meinefirma.de");
      message.setStringProperty("rcptTo", "kunde@kunde.example");
      try (InputStream in = mail.open()) {
        message.setObjectProperty("JMS_AMQ_InputStream", in);
        session.createProducer(session.createQueue("mail.submit")).send(message);
      }
    }
  }

  private static BulkMail mail(int number) {
    return new BulkMail(number, SIZE);
  }

  private static String hash(BulkMail mail) {
    MessageDigest digest = HashingRelay.digest();
    try {
      mail.writeTo(
          new OutputStream() {
            @Override
            public void write(int octet) {
              digest.update((byte) octet);
            }

            @Override
            public void write(byte[] octets, int from, int length) {
              digest.update(octets, from, length);
            }
          });
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> found = Files.list(folder.resolve(name))) {
      return found.toList();
    }
  }

  private RouterInItsOwnProcess start(String heap) throws IOException {
    try (RunningRouter written = new RunningRouter(folder)) {
      written.relay("a", relay.port(), "limits: {connections: 8}", "senders: any");
      Files.writeString(written.config(), written.yaml());
      return RouterInItsOwnProcess.start(
          written.config(), List.of(), heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    }
  }
}
