package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.ListenTls;
import io.postweiche.config.TlsMode;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.TestCertificates;
import io.postweiche.testing.TestCertificates.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A renewed certificate serves new connections; files that do not fit change nothing. */
class CertificateReloadTest {
  @TempDir Path folder;
  @TempDir Path spool;

  @Test
  void newConnectionsGetTheNewCertificateAndOpenOnesGoOn() throws IOException {
    TestCertificates certificates = new TestCertificates(folder);
    Pem used = certificates.server("localhost");
    Pem renewed = certificates.rsaServer("localhost");
    ListenTls tls = TestServer.tls(TlsMode.IMPLICIT, used, true);
    AccessServers listen = new AccessServers().allow("127.0.0.0/8").tls(tls);
    try (TestServer server = new TestServer(spool, listen.settings(), TestServer.QUICK);
        RawSmtp open = RawSmtp.connect(server.address(), certificates.client()).hello()) {
      assertThat(algorithm(server, certificates)).isEqualTo("EC");

      copy(renewed.certificate(), used.certificate());
      server.reloadTls(); // half-way: the key is still the old one's
      assertThat(algorithm(server, certificates)).isEqualTo("EC");

      Files.writeString(used.key(), "nonsense");
      server.reloadTls();
      assertThat(algorithm(server, certificates)).isEqualTo("EC");

      copy(renewed.key(), used.key());
      server.reloadTls();
      assertThat(algorithm(server, certificates)).isEqualTo("RSA");
      assertThat(open.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String algorithm(TestServer server, TestCertificates certificates)
      throws IOException {
    try (RawSmtp client = RawSmtp.connect(server.address(), certificates.client())) {
      var session = ((SSLSocket) client.socket()).getSession();
      return ((X509Certificate) session.getPeerCertificates()[0]).getPublicKey().getAlgorithm();
    }
  }
}
