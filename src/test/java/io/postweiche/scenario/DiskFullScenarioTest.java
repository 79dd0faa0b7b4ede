package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the journal runs full: refused at once, nothing hangs, nothing is lost. */
@Timeout(60)
class DiskFullScenarioTest {
  private static final String SENDER = "vertrieb@meinefirma.de";
  private static final long LARGE = 25_000_000;

  /** broker.xml refuses posts below 64 MiB, the SMTP listener 32 MiB earlier. */
  private static final long FULL = 40;

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.offering("SIZE 50000000").start();
  private SmallDisk disk;
  private RunningRouter router;

  @BeforeEach
  void start() throws Exception {
    disk = SmallDisk.mount(folder.resolve("disk"), 260);
    router = new RunningRouter(disk.folder()).relay("a", relay, "senders: any").start();
  }

  @AfterEach
  void stop() throws Exception {
    if (router != null) {
      router.close();
    }
    if (disk != null) {
      disk.close();
    }
    relay.close();
  }

  @Test
  void mailIsRefusedAtOnceAndWhatWaitsIsDeliveredOnce() throws Exception {
    relay.at(At.MAIL).on("later").replies("451 4.3.0 not now");
    for (int i = 0; i < 5; i++) {
      assertThat(router.send("later" + i + "@meinefirma.de", "k@example.org")).startsWith("250 ");
    }
    disk.leave(FULL);
    try (RawSmtp client = router.smtp()) {
      long began = System.nanoTime();
      assertThat(client.ask("MAIL FROM:<" + SENDER + ">")).startsWith("452 4.3.1 ");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(router.get("/health/ready")).contains("\"down\"", "disk");

    // what waits is tried on and moved although the disk is full, and never falls out of its queue
    int tried = relay.commands().size();
    await().until(() -> relay.commands().size() > tried + 40);
    assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
    relay.forgetScript();
    await().until(() -> senders().size() == 5);
    await().until(() -> depth("mail.relay.a") == 0);
    assertThat(relay.messages()).as("each delivered once").hasSize(5);

    disk.release();
    assertThat(router.send(SENDER, "k@example.org")).startsWith("250 ");
    await().until(() -> senders().contains(SENDER));
    assertThat(router.get("/health/ready")).contains("\"up\"");
  }

  /** The events go to somebody: were one refused, the delivery it tells of would be undone. */
  @Test
  void withAnEventSubscriberNoMailGoesOutTwiceAndOperatorsCanStillAct() throws Exception {
    router.post("/api/v1/relays/a/suspend", "");
    for (int i = 0; i < 5; i++) {
      router.send("a@meinefirma.de", "b" + i + "@example.org");
    }
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      MessageConsumer events = session.createConsumer(session.createTopic("mail.events"));
      disk.leave(FULL);
      assertThat(router.post("/api/v1/relays/a/resume", "")).contains("active");
      assertThat(router.get("/api/v1/queues")).contains("mail.relay.a");
      await().until(() -> relay.messages().size() >= 5);
      for (int i = 0; i < 5; i++) {
        assertThat(((TextMessage) events.receive(10_000)).getText()).contains("delivered");
      }
      await().until(() -> depth("mail.relay.a") == 0);
      assertThat(relay.messages()).as("each delivered once").hasSize(5);
    }
  }

  @Test
  void aPostIsRefusedAtTheClientAndTakenAgainOnceThereIsRoom() throws Exception {
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      post(session, producer, "before@meinefirma.de");
      disk.leave(FULL);
      // the broker looks each second; what it took before it saw must arrive as well
      Set<String> taken = new TreeSet<>(Set.of("before@meinefirma.de"));
      assertThatExceptionOfType(JMSException.class)
          .isThrownBy(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  post(session, producer, i + "@meinefirma.de");
                  taken.add(i + "@meinefirma.de");
                }
              })
          .withMessageContaining("full");
      await().until(() -> senders().containsAll(taken));
      disk.release();
      await()
          .ignoreExceptions()
          .until(
              () -> {
                post(session, producer, "after@meinefirma.de");
                return true;
              });
      await().until(() -> senders().contains("after@meinefirma.de"));
      assertThat(relay.messages()).hasSameSizeAs(senders());
      assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
    }
  }

  /** Else the application would believe that all its posts were taken. */
  @Test
  void aTransactionWithAPostThatHasNoRoomCannotBeCommitted() throws Exception {
    try (var factory = router.jms();
        Connection connection = factory.createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue("mail.submit"))) {
      post(session, producer, "first@meinefirma.de");
      disk.leave(FULL);
      assertThatExceptionOfType(JMSException.class)
          .isThrownBy(
              () -> {
                post(session, producer, "second@meinefirma.de");
                session.commit();
              });
      disk.release();
    }
    assertThat(router.send(SENDER, "k@example.org")).startsWith("250 ");
    await().until(() -> senders().contains(SENDER));
    assertThat(senders()).as("all of the transaction or nothing").containsExactly(SENDER);
  }

  @Test
  void aLargeMailThatHasNoRoomLeavesNothingBehind() throws Exception {
    disk.leave(96 + 30);
    long before = disk.free();
    String large =
        Messages.small(SENDER, "k") + "\r\n" + "x".repeat(998).concat("\r\n").repeat(25_000);
    assertThat((long) large.length()).isGreaterThan(LARGE);
    try (RawSmtp client = router.smtp()) {
      assertThat(client.mail(SENDER, "k@example.org", large)).startsWith("452 4.3.1 ");
      assertThat(client.mail(SENDER, "k@example.org", Messages.small(SENDER, "k")))
          .as("a small one still has room")
          .startsWith("250 ");
      await().until(() -> relay.messages().size() == 1);
      assertThat(disk.free()).isGreaterThan(before - 1_000_000);
      disk.release();
      assertThat(client.mail(SENDER, "k@example.org", large)).startsWith("250 ");
    }
    await().until(() -> relay.messages().size() == 2);
    assertThat(relay.messages().get(1).size()).isGreaterThan(LARGE);
  }

  @Test
  void manyLargeMailsAtOnceDoNotOverrunTheRoomThereIs() throws Exception {
    relay.at(At.MAIL).replies("451 4.3.0 not now");
    String large =
        Messages.small(SENDER, "k") + "\r\n" + "x".repeat(998).concat("\r\n").repeat(8_000);
    var replies =
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(
                i ->
                    java.util.concurrent.CompletableFuture.supplyAsync(
                        () -> {
                          try (RawSmtp client = router.smtp()) {
                            return client.mail(i + SENDER, "k@example.org", large);
                          } catch (java.io.IOException e) {
                            return e.toString();
                          }
                        },
                        task -> new Thread(task).start()))
            .toList()
            .stream()
            .map(java.util.concurrent.CompletableFuture::join)
            .toList();
    assertThat(replies)
        .allMatch(reply -> reply.startsWith("250 ") || reply.startsWith("452 4.3.1"));
    assertThat(replies).anyMatch(reply -> reply.startsWith("250 "));
    assertThat(replies).anyMatch(reply -> reply.startsWith("452 "));
    relay.forgetScript();
    long taken = replies.stream().filter(reply -> reply.startsWith("250 ")).count();
    await().until(() -> senders().size() == taken);
    assertThat(router.get("/health/live")).contains("up");
  }

  private void post(Session session, MessageProducer producer, String from) throws JMSException {
    producer.send(session.createTextMessage(Messages.small(from, "k@example.org")));
  }

  private Set<String> senders() {
    return relay.messages().stream()
        .map(message -> message.mail().replaceAll(".*<(.*?)>.*", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private int depth(String queue) throws Exception {
    String all = router.get("/api/v1/queues");
    return Integer.parseInt(
        all.replaceFirst("(?s).*\"name\":\"" + queue + "\",\"depth\":(\\d+).*", "$1"));
  }
}
