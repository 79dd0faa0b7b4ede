package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postweiche.config.HostPort;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.TlsMode;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.TestCertificates;
import io.postweiche.testing.TestCertificates.Pem;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and handshakes. */
class TlsTest {
  @TempDir Path folder;
  @TempDir Path spool;
  private TestCertificates certificates;

  @BeforeEach
  void authority() {
    certificates = new TestCertificates(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksBothVersions(String version) throws IOException {
    try (TestServer server = server(certificates.rsaServer("localhost"));
        RawSmtp client = RawSmtp.connect(server.address(), certificates.client())) {
      client.hello();
      assertThat(client.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
      assertThat(((SSLSocket) client.socket()).getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(protocolOfferedOnly(server, version)).isEqualTo(version);
    }
  }

  @Test
  void refusesTls11() throws IOException {
    try (TestServer server = server(certificates.server("localhost"))) {
      assertThatThrownBy(() -> protocolOfferedOnly(server, "TLSv1.1"))
          .isInstanceOf(SSLException.class);
      assertThat(protocolOfferedOnly(server, "TLSv1.3")).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void takesAKeyInTheOldForm() throws IOException {
    Pem pem = certificates.rsaServer("localhost");
    Files.writeString(pem.key(), pkcs1(pem.key()));
    assertThat(Files.readString(pem.key())).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    try (TestServer server = server(pem);
        RawSmtp client = RawSmtp.connect(server.address(), certificates.client())) {
      assertThat(client.reply()).startsWith("220");
    }
  }

  @Test
  void aClientThatDiesWithinAMessageLeavesNothing() throws IOException {
    try (TestServer server = server(certificates.server("localhost"))) {
      for (boolean reset : new boolean[] {true, false}) {
        RawSmtp client = RawSmtp.connect(server.address(), certificates.client()).hello();
        client.ask("MAIL FROM:<a@b.example>");
        client.ask("RCPT TO:<c@d.example>");
        client.ask("DATA");
        client.raw("y\r\n".repeat(200_000).getBytes(StandardCharsets.US_ASCII));
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
  void clearTextToATlsPortEndsTheConnection() throws IOException {
    try (TestServer server = server(certificates.server("localhost"))) {
      try (RawSmtp client = RawSmtp.connect(server.address())) {
        client.line("EHLO x");
        assertThat(client.reply()).doesNotStartWith("2");
      }
      try (RawSmtp client = RawSmtp.connect(server.address(), certificates.client())) {
        assertThat(client.reply()).startsWith("220");
      }
    }
  }

  @Test
  void saysWhichFileIsMissing() {
    Pem good = certificates.server("localhost");
    Path missing = folder.resolve("missing.pem");
    assertRefused(new Pem(missing, good.key()), "TLS certificate " + missing + " does not exist");
    assertRefused(new Pem(good.certificate(), missing), "TLS key " + missing + " does not exist");
  }

  @Test
  void saysWhichFileIsNoPem() throws IOException {
    Pem good = certificates.server("localhost");
    Path text = Files.writeString(folder.resolve("text.pem"), "hello\n");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertRefused(new Pem(text, good.key()), "TLS certificate " + text + " is no PEM certificate");
    assertRefused(new Pem(empty, good.key()), "TLS certificate " + empty + " holds no certificate");
    assertRefused(
        new Pem(good.certificate(), text),
        "TLS key " + text + " holds no private key without a passphrase");
    assertRefused(
        new Pem(good.certificate(), good.certificate()),
        "TLS key " + good.certificate() + " holds no private key without a passphrase");
  }

  @Test
  void saysWhenTheKeyIsAnothers() {
    Pem one = certificates.server("localhost");
    Pem other = certificates.server("localhost");
    Pem rsa = certificates.rsaServer("localhost");
    assertRefused(
        new Pem(one.certificate(), other.key()),
        "TLS key " + other.key() + " does not belong to the certificate " + one.certificate());
    assertRefused(
        new Pem(one.certificate(), rsa.key()),
        "TLS key " + rsa.key() + " is no EC key as the certificate has");
  }

  @Test
  void saysWhichAddressCannotBeHad() throws IOException {
    try (TestServer first = new TestServer(spool, TestServer.open(), TestServer.QUICK)) {
      int port = first.address().getPort();
      ListenSettings same =
          new ListenSettings(
              new HostPort("127.0.0.1", port), TestServer.LOOPBACK, null, Map.of(), 100_000, 10);
      assertThatThrownBy(() -> new TestServer(spool, same, TestServer.QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
    }
  }

  private void assertRefused(Pem files, String message) {
    assertThatThrownBy(() -> server(files)).isInstanceOf(IOException.class).hasMessage(message);
  }

  private TestServer server(Pem files) throws IOException {
    var tls = TestServer.tls(TlsMode.IMPLICIT, files, true);
    var listen =
        new ListenSettings(
            HostPort.of("127.0.0.1:0"), TestServer.LOOPBACK, tls, Map.of(), 10_000_000, 100);
    return new TestServer(spool, listen, TestServer.QUICK);
  }

  private String protocolOfferedOnly(TestServer server, String version) throws IOException {
    var address = server.address();
    try (SSLSocket socket =
        (SSLSocket)
            certificates
                .client()
                .getSocketFactory()
                .createSocket(address.getAddress(), address.getPort())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    }
  }

  private static String pkcs1(Path pkcs8) throws IOException {
    StringWriter text = new StringWriter();
    try (PEMParser in = new PEMParser(Files.newBufferedReader(pkcs8));
        PemWriter out = new PemWriter(text)) {
      PrivateKeyInfo key = (PrivateKeyInfo) in.readObject();
      out.writeObject(new JcaMiscPEMGenerator(new JcaPEMKeyConverter().getPrivateKey(key)));
    }
    return text.toString();
  }
}
