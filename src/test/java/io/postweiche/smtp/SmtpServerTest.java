package io.postweiche.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.config.HostPort;
import io.postweiche.config.ListenSettings;
import io.postweiche.core.mail.Receipt;
import io.postweiche.core.mail.Submission;
import io.postweiche.testing.RawSmtp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients, large mails, slow stores, clients that go away. */
class SmtpServerTest {
  private static final int CLIENTS = 200;

  @TempDir Path folder;

  @Test
  void twoHundredClientsAtOnceAreAllServed() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    CyclicBarrier together = new CyclicBarrier(CLIENTS);
    try (TestServer server = server(TestServer.open())) {
      List<Future<String>> replies = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        replies.add(
            threads.submit(
                () -> {
                  together.await(20, TimeUnit.SECONDS);
                  try (RawSmtp client = RawSmtp.connect(server.address()).hello()) {
                    return client.mail("a@b.example", "c@d.example", "x");
                  }
                }));
      }
      for (Future<String> reply : replies) {
        assertThat(reply.get(30, TimeUnit.SECONDS)).startsWith("250 2.0.0");
      }
      assertThat(server.intake.taken()).hasSize(CLIENTS);
      assertThat(server.intake.taken().stream().map(FakeIntake.Taken::id)).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aLargeMailArrivesIntactAndOnDisk() throws Exception {
    byte[] block = noise(1 << 20);
    AtomicReference<String> arrived = new AtomicReference<>();
    MessageDigest sent = MessageDigest.getInstance("SHA-256");
    try (TestServer server = server(large(30_000_000));
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      server.intake.answers(
          mail -> {
            assertThat(server.spooled()).isOne();
            arrived.set(hash(mail));
            return Receipt.STORED;
          });
      client.ask("MAIL FROM:<a@b.example> SIZE=26214400");
      client.ask("RCPT TO:<c@d.example>");
      client.ask("DATA");
      for (int i = 0; i < 25; i++) {
        client.raw(block);
        sent.update(block);
      }
      assertThat(client.ask(".")).startsWith("250 2.0.0");
      assertThat(arrived.get()).isEqualTo(HexFormat.of().formatHex(sent.digest()));
      assertThat(server.spooled()).isZero();
    }
  }

  @Test
  void largeMailsAtOnceNeedNoLargeHeap() throws Exception {
    byte[] block = noise(1 << 20);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch stay = new CountDownLatch(1);
    try (TestServer server = server(large(100_000_000))) {
      long before = usedHeap();
      List<RawSmtp> clients = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        RawSmtp client = RawSmtp.connect(server.address()).hello();
        client.ask("MAIL FROM:<a@b.example>");
        client.ask("RCPT TO:<c@d.example>");
        client.ask("DATA");
        clients.add(client);
        threads.submit(
            () -> {
              for (int sent = 0; sent < 40; sent++) {
                client.raw(block);
              }
              stay.countDown();
              return true;
            });
      }
      assertThat(stay.await(30, TimeUnit.SECONDS)).isTrue();
      await().until(() -> server.spooledOctets() > 4 * 35_000_000L);
      assertThat(usedHeap() - before).as("heap for 160 MB under way").isLessThan(40_000_000);
      for (RawSmtp client : clients) {
        client.close();
      }
      await().until(() -> server.spooled() == 0);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aStoreThatBlocksHoldsUpNobodyElse() throws Exception {
    CountDownLatch blocked = new CountDownLatch(50);
    CountDownLatch release = new CountDownLatch(1);
    try (TestServer server = server(TestServer.open())) {
      server.intake.answers(
          mail -> {
            blocked.countDown();
            awaitQuietly(release);
            return server.intake.keep(mail);
          });
      List<RawSmtp> waiting = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        RawSmtp client = RawSmtp.connect(server.address()).hello();
        client.ask("MAIL FROM:<>");
        client.ask("RCPT TO:<c@d.example>");
        client.ask("DATA");
        client.raw(ascii("x\r\n.\r\nNOOP\r\n"));
        waiting.add(client);
      }
      assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
      server.intake.answers(server.intake::keep);
      try (RawSmtp other = RawSmtp.connect(server.address()).hello()) {
        assertThat(other.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
      }
      release.countDown();
      for (RawSmtp client : waiting) {
        assertThat(client.reply()).startsWith("250 2.0.0 Ok: queued as");
        assertThat(client.reply()).isEqualTo("250 2.0.0 Ok");
        client.close();
      }
    }
  }

  @Test
  void repliesToABatchComeInOnePacket() throws Exception {
    try (TestServer server = server(TestServer.open());
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      client.raw(ascii("NOOP\r\n".repeat(90)));
      byte[] packet = new byte[8192];
      int length = client.socket().getInputStream().read(packet);
      assertThat(new String(packet, 0, length, US_ASCII)).isEqualTo("250 2.0.0 Ok\r\n".repeat(90));
    }
  }

  @Test
  void aClientThatDiesWithinAMessageLeavesNothing() throws Exception {
    byte[] half = noise(1 << 20);
    try (TestServer server = server(large(30_000_000))) {
      for (boolean reset : new boolean[] {true, false}) {
        RawSmtp client = RawSmtp.connect(server.address()).hello();
        client.ask("MAIL FROM:<a@b.example>");
        client.ask("RCPT TO:<c@d.example>");
        client.ask("DATA");
        client.raw(half);
        await().until(() -> server.spooled() == 1);
        if (reset) {
          client.reset();
        } else {
          client.close();
        }
        await().until(() -> server.spooled() == 0);
      }
      assertThat(server.intake.taken()).isEmpty();
    }
  }

  @Test
  void aClientThatReadsNothingIsNotReadEither() throws Exception {
    byte[] flood = ascii("NOOP\r\n".repeat(10_000));
    AtomicLong sent = new AtomicLong();
    try (TestServer server = server(TestServer.open())) {
      RawSmtp client = RawSmtp.connect(server.address()).hello();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(() -> floodUntilClosed(client, flood, sent));
      // with all buffers between full the client stands still; else this would never end
      AtomicLong before = new AtomicLong(-1);
      await()
          .pollInterval(Duration.ofMillis(300))
          .atMost(Duration.ofSeconds(60))
          .until(() -> sent.get() > 0 && sent.get() == before.getAndSet(sent.get()));
      try (RawSmtp other = RawSmtp.connect(server.address()).hello()) {
        assertThat(other.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
      }
      client.close();
      writer.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void connectionsBeyondTheLimitAreTurnedAway() throws Exception {
    ListenSettings two =
        new ListenSettings(
            HostPort.of("127.0.0.1:0"), TestServer.LOOPBACK, null, Map.of(), 100_000, 2);
    try (TestServer server = server(two)) {
      RawSmtp first = RawSmtp.connect(server.address()).hello();
      try (RawSmtp second = RawSmtp.connect(server.address()).hello();
          RawSmtp third = RawSmtp.connect(server.address())) {
        assertThat(third.reply()).startsWith("421 4.7.0 Too many connections");
        assertThat(third.reply()).isEmpty();
        assertThat(second.ask("NOOP")).startsWith("250");
        assertThat(first.ask("QUIT")).startsWith("221");
        first.close();
        await().until(() -> greeted(server));
      }
    }
  }

  private static boolean greeted(TestServer server) throws IOException {
    try (RawSmtp client = RawSmtp.connect(server.address())) {
      return client.reply().startsWith("220");
    }
  }

  private static void floodUntilClosed(RawSmtp client, byte[] flood, AtomicLong sent) {
    try {
      while (true) {
        client.raw(flood);
        sent.incrementAndGet();
      }
    } catch (IOException e) {
      // closed by the test
    }
  }

  private TestServer server(ListenSettings listen) throws IOException {
    return new TestServer(folder, listen, TestServer.QUICK);
  }

  private static ListenSettings large(long most) {
    return new ListenSettings(
        HostPort.of("127.0.0.1:0"), TestServer.LOOPBACK, null, Map.of(), most, 100);
  }

  private static String hash(Submission mail) {
    try (InputStream in =
        new DigestInputStream(mail.content().open(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lines of 8-bit noise that need no dot-stuffing, of just this length. */
  private static byte[] noise(int length) {
    byte[] octets = new byte[length];
    new Random(1).nextBytes(octets);
    for (int i = 0; i < length; i++) {
      int inLine = i % 64;
      octets[i] |= (byte) 0x40; // neither CR, LF, NUL nor a dot
      if (inLine >= 62) {
        octets[i] = (byte) (inLine == 62 ? '\r' : '\n');
      }
    }
    return octets;
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
