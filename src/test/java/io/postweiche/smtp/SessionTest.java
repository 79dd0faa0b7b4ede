package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.HostPort;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.ListenTls;
import io.postweiche.config.Network;
import io.postweiche.config.TlsMode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What depends on where the client comes from, which no test on one machine can show. */
class SessionTest {
  private static final ListenTls STARTTLS =
      new ListenTls(TlsMode.STARTTLS, Path.of("c"), Path.of("k"), false);
  private static final String LOGIN = "AUTH PLAIN AGVycABzZWNyZXQ=";

  @Test
  void noPasswordTravelsInClearFromOutside() {
    for (ListenTls tls : new ListenTls[] {STARTTLS, null}) {
      Session session = session("192.0.2.1", "0.0.0.0:25", tls);
      assertThat(say(session, "EHLO x")).doesNotContain("AUTH");
      assertThat(say(session, LOGIN)).startsWith("538 5.7.11");
    }
  }

  @Test
  void underTlsLoginIsOfferedToEverybody() {
    Session session = session("192.0.2.1", "0.0.0.0:25", STARTTLS);
    session.secured(null);
    assertThat(say(session, "EHLO x")).contains("AUTH PLAIN LOGIN").doesNotContain("STARTTLS");
    assertThat(session.line(Line.of(LOGIN)).next()).isEqualTo(Answer.Next.CHECK_LOGIN);
  }

  @Test
  void fromThisMachineLoginIsOfferedInClear() {
    Session session = session("127.0.0.1", "0.0.0.0:25", STARTTLS);
    assertThat(say(session, "EHLO x")).contains("AUTH PLAIN LOGIN").contains("STARTTLS");
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,        true",
    "11.1.2.3,        false",
    "::ffff:10.1.2.3, true",
    "fd00::1,         true",
    "fe80::1,         false"
  })
  void networksMayRelay(String client, boolean allowed) {
    Session session = session(client, "0.0.0.0:25", null);
    say(session, "EHLO x");
    Answer answer = session.line(Line.of("MAIL FROM:<a@b.example>"));
    assertThat(answer.next() == Answer.Next.ASK_INTAKE).isEqualTo(allowed);
  }

  @Test
  void nothingSecretOrHarmfulIsPrinted() {
    assertThat(new Credentials("erp", "secret")).hasToString("Credentials[erp, ***]");
    assertThat(Command.of(LOGIN)).hasToString("AUTH ***");
    assertThat(Printable.of("a\r\nb\u202e\u2028\u0085")).isEqualTo("a??b???");
    assertThat(Printable.of("x".repeat(300))).hasSize(203);
    assertThat(SmtpReply.of(451, "4.3.0", "a\r\n250 ü").wire()).isEqualTo("451 4.3.0 a??250 ?\r\n");
  }

  private static String say(Session session, String line) {
    Answer answer = session.line(Line.of(line));
    return answer.reply() == null ? "" : answer.reply().wire();
  }

  private static Session session(String client, String listen, ListenTls tls) {
    ListenSettings settings =
        new ListenSettings(
            HostPort.of(listen),
            List.of(Network.of("10.0.0.0/8"), Network.of("fd00::/8")),
            tls,
            TestServer.USERS,
            100_000,
            10);
    return new Session("relay.example", new Access(settings), Limits.STANDARD, peer(client));
  }

  private static Peer peer(String address) {
    try {
      return new Peer(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
