package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.RawSmtp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How connections come to their end: the server closes, or the client takes too long. */
class ClosingTest {
  @TempDir Path folder;

  @Test
  void idleClientsAreSentAway() throws Exception {
    TestServer server = new TestServer(folder, TestServer.open(), TestServer.QUICK);
    RawSmtp silent = RawSmtp.connect(server.address());
    silent.reply();
    RawSmtp withinMail = RawSmtp.connect(server.address()).hello();
    withinMail.ask("MAIL FROM:<a@b.example>");
    server.close();
    assertThat(silent.reply()).startsWith("421 4.3.2");
    assertThat(silent.reply()).isEmpty();
    assertThat(withinMail.reply()).startsWith("421 4.3.2");
    assertThatThrownBy(() -> RawSmtp.connect(server.address())).isInstanceOf(IOException.class);
  }

  @Test
  void aMessageUnderWayMayFinish() throws Exception {
    TestServer server = new TestServer(folder, TestServer.open(), TestServer.QUICK);
    RawSmtp client = inData(server);
    client.line("first half");
    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    await().until(() -> refuses(server));
    assertThat(closed).isNotDone();
    assertThat(client.ask("second half\r\n.")).startsWith("250 2.0.0");
    assertThat(client.reply()).startsWith("421 4.3.2");
    client.close();
    closed.get(3, TimeUnit.SECONDS);
    assertThat(server.intake.taken()).hasSize(1);
  }

  @Test
  void aMessageThatIsBeingStoredMayFinish() throws Exception {
    CountDownLatch storing = new CountDownLatch(1);
    CountDownLatch stored = new CountDownLatch(1);
    TestServer server = new TestServer(folder, TestServer.open(), TestServer.QUICK);
    server.intake.answers(
        mail -> {
          storing.countDown();
          try {
            stored.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return server.intake.keep(mail);
        });
    RawSmtp client = inData(server);
    client.line("x\r\n.");
    storing.await(20, TimeUnit.SECONDS);
    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    await().until(() -> refuses(server));
    assertThat(closed).isNotDone();
    stored.countDown();
    assertThat(client.reply()).startsWith("250 2.0.0");
    assertThat(client.reply()).startsWith("421 4.3.2");
    client.close();
    closed.get(3, TimeUnit.SECONDS);
  }

  @Test
  void aMessageThatDoesNotFinishIsCutOffAndLeavesNothing() throws Exception {
    TestServer server =
        new TestServer(
            folder, TestServer.open(), limits(Duration.ofMinutes(1), Duration.ofMinutes(1)));
    RawSmtp client = inData(server);
    client.line("x".repeat(60_000));
    server.close();
    assertThat(client.reply()).isEmpty();
    assertThat(server.spooled()).isZero();
    assertThat(server.intake.taken()).isEmpty();
  }

  @Test
  void aSilentClientIsCutOff() throws Exception {
    try (TestServer server = slowIsLate();
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      assertThat(client.reply()).startsWith("421 4.4.2");
      assertThat(client.reply()).isEmpty();
    }
  }

  @Test
  void aCommandThatTricklesIsCutOff() throws Exception {
    try (TestServer server = slowIsLate();
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      trickle(client, server);
      assertThat(client.reply()).startsWith("421 4.4.2");
    }
  }

  @Test
  void aMessageThatTricklesIsCutOff() throws Exception {
    try (TestServer server = slowIsLate();
        RawSmtp client = inData(server)) {
      trickle(client, server);
      assertThat(client.reply()).startsWith("421 4.4.2");
      assertThat(server.spooled()).isZero();
      assertThat(server.intake.taken()).isEmpty();
    }
  }

  /** Octets at short intervals, until the server answers: with each the client seems alive. */
  private static void trickle(RawSmtp client, TestServer server) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              client.raw(new byte[] {'x'});
              return client.socket().getInputStream().available() > 0;
            });
  }

  private TestServer slowIsLate() throws IOException {
    return new TestServer(
        folder, TestServer.open(), limits(Duration.ofMillis(500), Duration.ofMillis(500)));
  }

  private static RawSmtp inData(TestServer server) throws IOException {
    RawSmtp client = RawSmtp.connect(server.address()).hello();
    client.ask("MAIL FROM:<a@b.example>");
    client.ask("RCPT TO:<c@d.example>");
    client.ask("DATA");
    return client;
  }

  private static boolean refuses(TestServer server) {
    try (RawSmtp client = RawSmtp.connect(server.address())) {
      return client.socket() == null;
    } catch (IOException e) {
      return true;
    }
  }

  private static Limits limits(Duration command, Duration message) {
    Limits quick = TestServer.QUICK;
    return new Limits(
        command,
        quick.dataBlock(),
        message,
        quick.slowestRate(),
        quick.withoutMail(),
        quick.proxyHeader(),
        Duration.ofMillis(300),
        quick.farewell(),
        quick.failedLogin(),
        quick.logins(),
        quick.faults(),
        quick.commands(),
        quick.recipients());
  }
}
