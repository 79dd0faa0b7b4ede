package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.LineEndings;
import io.postweiche.config.Network;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.DsnWish;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Receipt;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dialogue of the table, and after each a good mail to the same server. */
@TestInstance(Lifecycle.PER_CLASS)
class DialoguesTest {
  private static final Set<String> OPEN = Set.of("open", "mending", "starttls");

  private final ManualClock clock = new ManualClock();
  private final Map<String, TestServer> servers = new HashMap<>();
  private TestCertificates certificates;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    certificates = new TestCertificates(folder);
    var files = certificates.server("localhost");
    var allowed = TestServer.LOOPBACK;
    var elsewhere = List.of(Network.of("192.0.2.0/24"));
    var users = TestServer.USERS;
    var starttls = TestServer.tls(TlsMode.STARTTLS, files, false);
    var required = TestServer.tls(TlsMode.STARTTLS, files, true);
    var implicit = TestServer.tls(TlsMode.IMPLICIT, files, true);
    for (var each :
        Map.of(
                "open", TestServer.open(),
                "closed", TestServer.settings(elsewhere, null, Map.of()),
                "mending", TestServer.open().with(LineEndings.NORMALISE),
                "login", TestServer.settings(List.of(), null, users),
                "starttls", TestServer.settings(allowed, starttls, users),
                "required", TestServer.settings(List.of(), required, users),
                "implicit", TestServer.settings(List.of(), implicit, users))
            .entrySet()) {
      Path spool = Files.createDirectory(folder.resolve(each.getKey()));
      servers.put(each.getKey(), new TestServer(spool, each.getValue(), TestServer.QUICK, clock));
    }
  }

  @AfterAll
  void stop() {
    servers.values().forEach(TestServer::close);
  }

  static List<Dialogue> table() {
    return Dialogue.all("/smtp/dialogues.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void goesAsWritten(Dialogue dialogue) throws IOException {
    TestServer server = servers.get(dialogue.server());
    server.intake.reset();
    clock.forward(Lockout.LONGEST.plus(Lockout.FORGOTTEN)); // the dialogues before guessed logins
    try (RawSmtp client = connect(dialogue.server())) {
      String reply = "";
      int told = 0;
      for (Dialogue.Step step : dialogue.steps()) {
        reply = perform(step, client, reply, server);
        told += step.verb().equals("MAIL") ? 1 : 0;
      }
      assertThat(server.intake.taken()).as("mails taken").hasSize(told);
    }
    assertThat(server.spooled()).as("left in the spool").isZero();
    takesAGoodMail(dialogue.server(), server);
  }

  private String perform(Dialogue.Step step, RawSmtp client, String reply, TestServer server)
      throws IOException {
    switch (step.verb()) {
      case "C" -> {
        client.raw(step.octets());
        client.raw(new byte[] {'\r', '\n'});
      }
      case "ENVELOPE" -> envelope(client);
      case "DATA" -> {
        envelope(client);
        assertThat(client.ask("DATA")).startsWith("354 ");
      }
      case "R" -> client.raw(step.octets());
      case "EOF" -> client.endOutput();
      case "TLS" -> client.startTls(certificates.client());
      case "S" -> {
        String next = client.reply();
        assertThat(next.substring(next.lastIndexOf('\n') + 1)).startsWith(step.text());
        return next;
      }
      case "END" -> assertThat(client.reply()).as("closed").isEmpty();
      case "+" -> assertThat(reply).contains(step.text());
      case "-" -> assertThat(reply).doesNotContain(step.text());
      case "READY" -> server.intake.readyIs(receipt(step.text()));
      case "ACCEPT" -> server.intake.answers(mail -> receipt(step.text()));
      case "MAIL" -> assertThat(described(last(server).envelope())).isEqualTo(step.text());
      case "TEXT" -> assertThat(last(server).text()).isEqualTo(step.octets());
      case "ORIGIN" -> {
        var origin = last(server).origin();
        assertThat(origin.protocol() + " " + origin.greeting() + " " + origin.user())
            .isEqualTo(step.text());
        assertThat(origin.client()).isEqualTo("127.0.0.1");
      }
      default -> throw new IllegalArgumentException("no such step: " + step);
    }
    return reply;
  }

  private static void envelope(RawSmtp client) throws IOException {
    client.hello();
    assertThat(client.ask("MAIL FROM:<a@b.example>")).startsWith("250 2.1.0 ");
    assertThat(client.ask("RCPT TO:<c@d.example>")).startsWith("250 2.1.5 ");
  }

  private void takesAGoodMail(String name, TestServer server) throws IOException {
    server.intake.reset();
    try (RawSmtp client = connect(name).hello()) {
      if (name.equals("closed")) {
        assertThat(client.ask("MAIL FROM:<a@b.example>")).startsWith("550 5.7.1");
        return;
      }
      if (name.equals("required")) {
        assertThat(client.ask("STARTTLS")).startsWith("220");
        client.startTls(certificates.client());
        client.ask("EHLO client.example");
      }
      if (!OPEN.contains(name)) {
        assertThat(client.ask("AUTH PLAIN AGVycABzZWNyZXQ=")).startsWith("235");
      }
      assertThat(client.mail("a@b.example", "c@d.example", "Subject: good\r\n\r\nmail"))
          .startsWith("250 2.0.0 Ok: queued as ");
      assertThat(last(server).latin1()).isEqualTo("Subject: good\r\n\r\nmail\r\n");
    }
  }

  private RawSmtp connect(String name) throws IOException {
    var address = servers.get(name).address();
    return name.equals("implicit")
        ? RawSmtp.connect(address, certificates.client())
        : RawSmtp.connect(address);
  }

  private static FakeIntake.Taken last(TestServer server) {
    assertThat(server.intake.taken()).isNotEmpty();
    return server.intake.taken().get(server.intake.taken().size() - 1);
  }

  private static String described(Envelope envelope) {
    return envelope.sender().bracketed()
        + " -> "
        + envelope.recipients().stream().map(Address::toString).collect(Collectors.joining(" "))
        + (envelope.eightBit() ? " 8bit" : "")
        + (envelope.smtpUtf8() ? " utf8" : "")
        + described(envelope.dsn());
  }

  private static String described(Dsn dsn) {
    StringBuilder text = new StringBuilder();
    text.append(dsn.returned() == null ? "" : " " + dsn.returned());
    text.append(dsn.envelopeId() == null ? "" : " " + dsn.envelopeId());
    dsn.wishes().entrySet().stream()
        .sorted(Comparator.comparing(wish -> wish.getKey().toString()))
        .forEach(wish -> text.append(described(wish.getKey(), wish.getValue())));
    return text.toString();
  }

  private static String described(Address to, DsnWish wish) {
    return " " + to.localPart() + ":" + wish.whenText() + ":" + wish.original();
  }

  private static Receipt receipt(String text) {
    if (text.equals("FAIL")) {
      throw new IllegalStateException("the broker fell over");
    }
    return new Receipt(Receipt.Kind.valueOf(text), "as told\r\n250 injected");
  }
}
