package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.config.ListenLimits;
import io.postweiche.testing.RawSmtp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much one address, and one connection, may have. */
class QuotasTest {
  private static final String TOO_MANY = "421 4.7.0 Too many connections";

  @TempDir Path folder;

  @Test
  void connectionsOfOneAddress() throws IOException {
    AccessServers listen =
        new AccessServers()
            .proxy("127.0.0.1")
            .allow("192.0.2.0/24")
            .limits(new ListenLimits(100_000, 400, 2, 1_000_000, 10, 5));
    try (TestServer server = server(listen, TestServer.QUICK);
        RawSmtp first = AccessServers.from("192.0.2.1", server);
        RawSmtp second = AccessServers.from("192.0.2.1", server);
        RawSmtp third = AccessServers.from("192.0.2.1", server);
        RawSmtp other = AccessServers.from("192.0.2.2", server)) {
      List<String> greetings = List.of(first.reply(), second.reply(), third.reply());
      assertThat(greetings).filteredOn(g -> g.startsWith("220")).hasSize(2);
      assertThat(greetings).filteredOn(g -> g.startsWith(TOO_MANY)).hasSize(1);
      assertThat(other.reply()).startsWith("220");
      assertThat(server.refused).containsExactly("connections-per-address");
      first.reset();
      second.reset();
      await().until(() -> greeting("192.0.2.1", server).startsWith("220"));
    }
  }

  @Test
  void connectionsOfOneAddressWhenNothingIsSaid() throws IOException {
    AccessServers listen = new AccessServers().proxy("127.0.0.2");
    List<RawSmtp> clients = new ArrayList<>();
    try (TestServer server = server(listen, TestServer.QUICK)) {
      for (int i = 0; i <= ListenLimits.PER_ADDRESS; i++) {
        RawSmtp local = RawSmtp.connect(server.address());
        clients.add(local);
        assertThat(local.reply()).startsWith("220");
      }
    } finally {
      closeAll(clients);
    }
    try (TestServer server = server(new AccessServers().proxy("127.0.0.1"), TestServer.QUICK)) {
      for (int i = 0; i < ListenLimits.PER_ADDRESS; i++) {
        RawSmtp remote = AccessServers.from("192.0.2.1", server);
        clients.add(remote);
        assertThat(remote.reply()).startsWith("220");
      }
      assertThat(greeting("192.0.2.1", server)).startsWith(TOO_MANY);
    } finally {
      closeAll(clients);
    }
  }

  @Test
  void messagesOverOneConnection() throws IOException {
    AccessServers listen = open().limits(new ListenLimits(100_000, 400, null, 1_000_000, 2, 5));
    try (TestServer server = server(listen, TestServer.QUICK);
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      assertThat(client.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
      assertThat(client.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
      assertThat(client.ask("MAIL FROM:<a@b.example>")).startsWith("421 4.7.0 Enough mail");
      assertThat(client.reply()).isEmpty();
      assertThat(server.refused).containsExactly("messages");
    }
  }

  @Test
  void bytesOverOneConnection() throws IOException {
    try (TestServer server = server(octets(100_000), TestServer.QUICK);
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      assertThat(mail(client, 90_000)).startsWith("250 2.0.0");
      assertThat(mail(client, 99_000)).startsWith("250 2.0.0"); // begun in time, so not cut in two
      assertThat(client.ask("MAIL FROM:<a@b.example>")).startsWith("421 4.7.0 Enough bytes");
      assertThat(client.reply()).isEmpty();
      assertThat(server.intake.taken()).hasSize(2);
      assertThat(server.refused).containsExactly("bytes");
    }
  }

  @Test
  void aLineWithoutEndIsCut() throws IOException {
    try (TestServer server = server(octets(100_000), TestServer.QUICK);
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      client.raw("x".repeat(400_000).getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply()).startsWith("500 5.5.2");
      assertThat(client.reply()).startsWith("421 4.7.0 Enough bytes");
      assertThat(client.reply()).isEmpty();
      assertThat(server.refused).containsExactly("line", "bytes");
    }
  }

  @Test
  void aMessageWithoutEndIsCutWithItsOwnRefusal() throws IOException {
    try (TestServer server = server(octets(100_000), TestServer.QUICK);
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      client.ask("MAIL FROM:<a@b.example>");
      client.ask("RCPT TO:<c@d.example>");
      client.ask("DATA");
      client.raw("xxxxxxxx\r\n".repeat(40_000).getBytes(StandardCharsets.US_ASCII));
      assertThat(client.reply()).startsWith("552 5.3.4");
      assertThat(client.reply()).isEmpty();
      assertThat(server.refused).containsExactly("size");
      assertThat(server.spooled()).isZero();
    }
  }

  private static AccessServers octets(long most) {
    return open().limits(new ListenLimits(100_000, 400, null, most, 10_000, 5));
  }

  private static String mail(RawSmtp client, int octets) throws IOException {
    return client.mail("a@b.example", "c@d.example", "xxxxxxxx\r\n".repeat(octets / 10));
  }

  @Test
  void recipientsOverOneConnection() throws IOException {
    try (TestServer server = server(open(), limits(Duration.ofSeconds(60), 100, 3));
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      client.ask("MAIL FROM:<a@b.example>");
      client.ask("RCPT TO:<1@d.example>");
      assertThat(client.ask("RCPT TO:<2@d.example>")).startsWith("250");
      client.ask("DATA");
      assertThat(client.ask("x\r\n.")).startsWith("250 2.0.0");
      client.ask("MAIL FROM:<a@b.example>");
      assertThat(client.ask("RCPT TO:<1@d.example>")).startsWith("250");
      assertThat(client.ask("RCPT TO:<2@d.example>")).startsWith("452 4.5.3");
      client.ask("DATA");
      assertThat(client.ask("x\r\n.")).startsWith("250 2.0.0");
      assertThat(server.intake.taken().get(1).envelope().recipients()).hasSize(1);
      assertThat(client.ask("MAIL FROM:<a@b.example>")).startsWith("421 4.7.0");
    }
  }

  @Test
  void commandsWithoutAMail() throws IOException {
    try (TestServer server = server(open(), limits(Duration.ofSeconds(60), 12, 1000));
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      for (int i = 0; i < 4; i++) {
        client.ask("NOOP");
        client.ask("MAIL FROM:<a@b.example>");
        for (int r = 0; r < 20; r++) {
          assertThat(client.ask("RCPT TO:<" + r + "@d.example>")).startsWith(r < 5 ? "250" : "452");
        }
        client.ask("DATA");
        assertThat(client.ask("x\r\n.")).startsWith("250 2.0.0");
      }
      for (int i = 0; i < 6; i++) {
        assertThat(client.ask("MAIL FROM:<a@b.example>")).startsWith("250");
        assertThat(client.ask("RSET")).startsWith("250");
      }
      assertThat(client.ask("NOOP")).startsWith("421 4.7.0 Too many commands");
      assertThat(client.reply()).isEmpty();
      assertThat(server.refused).endsWith("commands");
    }
  }

  @Test
  void refusedRecipientsWithoutEnd() throws IOException {
    try (TestServer server = server(open(), limits(Duration.ofSeconds(60), 12, 1000));
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      client.ask("MAIL FROM:<a@b.example>");
      int tries = 0;
      while (client.ask("RCPT TO:<a@b..c>").startsWith("501")) {
        tries++;
        assertThat(tries).isLessThan(100);
      }
      assertThat(tries).isBetween(50, 62);
    }
  }

  @Test
  void timeWithoutAMail() throws IOException {
    try (TestServer server = server(open(), limits(Duration.ofMillis(400), 1_000_000, 1000));
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(() -> client.ask("NOOP").startsWith("421 4.4.2"));
      assertThat(server.refused).containsExactly("too-slow");
    }
  }

  @Test
  void aMailThatWouldNotFitOnTheDiskIsRefusedBeforeItsData() throws IOException {
    try (TestServer server = server(open(), TestServer.QUICK);
        RawSmtp client = RawSmtp.connect(server.address()).hello()) {
      server.intake.hasRoomFor(5000);
      assertThat(client.ask("MAIL FROM:<a@b.example> SIZE=5001")).startsWith("452 4.3.1");
      assertThat(client.ask("MAIL FROM:<a@b.example> SIZE=5000")).startsWith("250");
      assertThat(server.refused).containsExactly("no-room");
    }
  }

  private static AccessServers open() {
    return new AccessServers().allow("127.0.0.0/8");
  }

  private static void closeAll(List<RawSmtp> clients) throws IOException {
    for (RawSmtp client : clients) {
      client.close();
    }
    clients.clear();
  }

  private static String greeting(String address, TestServer server) throws IOException {
    try (RawSmtp client = AccessServers.from(address, server)) {
      return client.reply();
    }
  }

  private TestServer server(AccessServers listen, Limits limits) throws IOException {
    return new TestServer(folder, listen.settings(), limits);
  }

  private static Limits limits(Duration withoutMail, int commands, int recipients) {
    Limits quick = TestServer.QUICK;
    return new Limits(
        quick.command(),
        quick.dataBlock(),
        quick.message(),
        quick.slowestRate(),
        withoutMail,
        quick.proxyHeader(),
        quick.drain(),
        quick.farewell(),
        quick.failedLogin(),
        quick.logins(),
        quick.faults(),
        commands,
        recipients);
  }
}
