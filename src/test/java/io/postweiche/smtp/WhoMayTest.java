package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postweiche.config.ListenTls;
import io.postweiche.config.TlsMode;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.TestCertificates;
import io.postweiche.testing.TestCertificates.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks, users and client certificates, and the senders that each may use. */
class WhoMayTest {
  private static final String FOREIGN = "553 5.7.1";

  @TempDir Path folder;
  @TempDir Path spool;
  private TestCertificates certificates;

  @BeforeEach
  void authority() {
    certificates = new TestCertificates(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.9,  a@x.example,    250 2.1.0",
    "192.0.2.9,  A@M.X.example,  250 2.1.0",
    "192.0.2.9,  b@y.example,    553 5.7.1",
    "192.0.2.9,  '',             553 5.7.1",
    "192.0.3.9,  b@y.example,    250 2.1.0",
    "192.0.3.9,  '',             250 2.1.0",
    "10.1.2.3,   '',             250 2.1.0",
    "10.1.2.3,   b@y.example,    553 5.7.1",
    "203.0.113.1, a@x.example,   550 5.7.1"
  })
  void aNetworkMayBeHeldToItsSenders(String client, String sender, String reply)
      throws IOException {
    AccessServers listen =
        new AccessServers()
            .proxy("127.0.0.1")
            .allow("192.0.2.0/23")
            .allow("192.0.2.0/24", "x.example", "*.x.example")
            .allow("10.0.0.0/8", "a@x.example", "<>");
    try (TestServer server = server(listen);
        RawSmtp smtp = AccessServers.from(client, server).hello()) {
      assertThat(smtp.ask("MAIL FROM:<" + sender + ">")).startsWith(reply);
    }
  }

  @Test
  void aUserIsHeldToHisSendersWhateverHisNetworkMay() throws IOException {
    AccessServers listen =
        new AccessServers()
            .allow("127.0.0.0/8")
            .user("erp", "secret", "x.example")
            .user("any", "secret");
    try (TestServer server = server(listen);
        RawSmtp erp = RawSmtp.connect(server.address()).hello();
        RawSmtp any = RawSmtp.connect(server.address()).hello()) {
      assertThat(erp.ask("MAIL FROM:<b@y.example>")).startsWith("250");
      erp.ask("RSET");
      assertThat(erp.ask(AccessServers.login("erp", "secret"))).startsWith("235");
      assertThat(erp.ask("MAIL FROM:<b@y.example>")).startsWith(FOREIGN);
      assertThat(erp.ask("MAIL FROM:<>")).startsWith(FOREIGN);
      assertThat(erp.mail("a@x.example", "c@d.example", "x")).startsWith("250 2.0.0");
      assertThat(any.ask(AccessServers.login("any", "secret"))).startsWith("235");
      assertThat(any.mail("", "c@d.example", "x")).startsWith("250 2.0.0");
      assertThat(server.refused).containsExactly("sender", "sender");
      assertThat(server.intake.taken().get(0).origin().user()).isEqualTo("erp");
    }
  }

  @Test
  void passwordsAreTakenInClearOnlyWhenSaid() throws IOException {
    AccessServers listen = new AccessServers().proxy("127.0.0.1").user("erp", "secret");
    try (TestServer server = server(listen);
        RawSmtp smtp = AccessServers.from("192.0.2.9", server)) {
      smtp.reply();
      assertThat(smtp.ask("EHLO x")).doesNotContain("AUTH");
      assertThat(smtp.ask(AccessServers.login("erp", "secret"))).startsWith("538 5.7.11");
      assertThat(smtp.ask("MAIL FROM:<a@x.example>")).startsWith("530");
    }
    try (TestServer server = server(listen.authWithoutTls());
        RawSmtp smtp = AccessServers.from("192.0.2.9", server)) {
      smtp.reply();
      assertThat(smtp.ask("EHLO x")).contains("AUTH");
      assertThat(smtp.ask(AccessServers.login("erp", "secret"))).startsWith("235");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "IMPLICIT"})
  void aClientCertificateLetsItsOwnerRelay(TlsMode mode) throws IOException {
    AccessServers listen = new AccessServers().tls(tls(mode, false)).user("erp", null, "x.example");
    try (TestServer server = server(listen)) {
      try (RawSmtp erp = secure(server, mode, certificates.client(certificates.server("erp")))) {
        assertThat(erp.ask("EHLO x")).doesNotContain("AUTH");
        assertThat(erp.ask("MAIL FROM:<b@y.example>")).startsWith(FOREIGN);
        assertThat(erp.mail("a@x.example", "c@d.example", "x")).startsWith("250 2.0.0");
      }
      try (RawSmtp shop = secure(server, mode, certificates.client(certificates.server("shop")))) {
        shop.ask("EHLO x");
        assertThat(shop.mail("b@y.example", "c@d.example", "x")).startsWith("250 2.0.0");
      }
      try (RawSmtp bare = secure(server, mode, certificates.client())) {
        bare.ask("EHLO x");
        assertThat(bare.ask("MAIL FROM:<a@x.example>")).startsWith("550 5.7.1");
      }
      assertThat(server.intake.taken())
          .map(mail -> mail.origin().protocol() + " " + mail.origin().user())
          .containsExactly("ESMTPS erp", "ESMTPS shop");
    }
  }

  @Test
  void aCertificateOfAnotherAuthorityEndsTheHandshake() throws IOException {
    TestCertificates others = new TestCertificates(Files.createDirectory(folder.resolve("others")));
    Pem erp = others.server("erp");
    try (TestServer server = server(new AccessServers().tls(tls(TlsMode.IMPLICIT, false)))) {
      assertThatThrownBy(
              () -> secure(server, TlsMode.IMPLICIT, certificates.client(erp)).ask("EHLO x"))
          .isInstanceOf(IOException.class);
      await().untilAsserted(() -> assertThat(server.refused).containsExactly("tls-handshake"));
    }
  }

  @Test
  void whereOneIsRequiredNobodyComesInWithout() throws IOException {
    try (TestServer server = server(new AccessServers().tls(tls(TlsMode.IMPLICIT, true)))) {
      assertThatThrownBy(() -> secure(server, TlsMode.IMPLICIT, certificates.client()).ask("NOOP"))
          .isInstanceOf(IOException.class);
      await().untilAsserted(() -> assertThat(server.refused).containsExactly("tls-handshake"));
      SSLContext identity = certificates.client(certificates.server("erp"));
      try (RawSmtp erp = secure(server, TlsMode.IMPLICIT, identity)) {
        erp.ask("EHLO x");
        assertThat(erp.mail("a@x.example", "c@d.example", "x")).startsWith("250 2.0.0");
      }
    }
  }

  @Test
  void whoHasACertificateMayLogInAsSomebodyElse() throws IOException {
    AccessServers listen =
        new AccessServers()
            .tls(tls(TlsMode.IMPLICIT, false))
            .user("erp", null, "x.example")
            .user("shop", "secret", "y.example");
    SSLContext identity = certificates.client(certificates.server("erp"));
    try (TestServer server = server(listen);
        RawSmtp smtp = secure(server, TlsMode.IMPLICIT, identity)) {
      smtp.ask("EHLO x");
      assertThat(smtp.ask(AccessServers.login("erp", "secret"))).startsWith("535");
      assertThat(smtp.ask(AccessServers.login("shop", "secret"))).startsWith("235");
      assertThat(smtp.ask("MAIL FROM:<a@x.example>")).startsWith(FOREIGN);
      assertThat(smtp.mail("b@y.example", "c@d.example", "x")).startsWith("250 2.0.0");
      assertThat(server.intake.taken().get(0).origin().user()).isEqualTo("shop");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=erp,OU=IT,O=Firma,C=DE | erp",
        "O=Firma,C=DE | O=Firma,C=DE",
        "CN=\"a, b\",O=CN=erp | a, b"
      })
  void theOwnerIsTheCommonName(String subject, String owner) {
    assertThat(ClientCertificate.name(new X500Principal(subject))).isEqualTo(owner);
  }

  private ListenTls tls(TlsMode mode, boolean required) {
    Pem own = certificates.server("localhost");
    return new ListenTls(mode, own.certificate(), own.key(), true, certificates.ca(), required);
  }

  private RawSmtp secure(TestServer server, TlsMode mode, SSLContext context) throws IOException {
    RawSmtp client = RawSmtp.connect(server.address());
    if (mode == TlsMode.STARTTLS) {
      client.hello();
      client.ask("STARTTLS");
      client.startTls(context);
    } else {
      client.startTls(context);
      client.reply();
    }
    return client;
  }

  private TestServer server(AccessServers listen) throws IOException {
    return new TestServer(spool, listen.settings(), TestServer.QUICK);
  }
}
