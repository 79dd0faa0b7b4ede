package io.postweiche.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.HostPort;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.ListenTls;
import io.postweiche.config.Network;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Receipt;
import io.postweiche.core.mail.Submission;
import io.postweiche.spool.Spool;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.TestCertificates;
import io.postweiche.testing.TestCertificates.Pem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a changed configuration does to open listeners. */
class DoorsTest {
  /** Nobody sends anything here. */
  private static final class Closed implements Intake {
    @Override
    public Receipt accept(Submission submission) {
      return ready(0);
    }

    @Override
    public Receipt ready(long octets) {
      return new Receipt(Receipt.Kind.TRY_LATER, "closed");
    }
  }

  @TempDir Path folder;

  @Test
  void aRenewedCertificateIsServedWithoutClosingTheListener() throws IOException {
    TestCertificates certificates = new TestCertificates(folder);
    Pem used = certificates.server("localhost");
    Pem renewed = certificates.rsaServer("localhost");
    Doors doors =
        new Doors(
            new Spool(folder.resolve("spool")),
            new Closed(),
            () -> new MailId("mail00000001"),
            Clock.systemUTC(),
            reason -> {});
    try (doors) {
      doors.apply("relay.example", List.of(listener(used)));
      InetSocketAddress at = doors.addresses().get(0);
      assertThat(algorithm(at, certificates)).isEqualTo("EC");
      RawSmtp open = RawSmtp.connect(at, certificates.client()).hello();
      Files.copy(renewed.certificate(), used.certificate(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(renewed.key(), used.key(), StandardCopyOption.REPLACE_EXISTING);
      doors.apply("relay.example", List.of(listener(used)));
      assertThat(doors.addresses()).containsExactly(at);
      assertThat(algorithm(at, certificates)).isEqualTo("RSA");
      assertThat(open.ask("NOOP")).startsWith("250");
    }
  }

  private static ListenSettings listener(Pem files) {
    return new ListenSettings(
        HostPort.of("127.0.0.1:0"),
        List.of(Network.of("127.0.0.1")),
        new ListenTls(TlsMode.IMPLICIT, files.certificate(), files.key(), true),
        Map.of("erp", new PasswordHash("secret")),
        1000,
        10);
  }

  private static String algorithm(InetSocketAddress at, TestCertificates certificates)
      throws IOException {
    try (RawSmtp client = RawSmtp.connect(at, certificates.client())) {
      var session = ((SSLSocket) client.socket()).getSession();
      return ((X509Certificate) session.getPeerCertificates()[0]).getPublicKey().getAlgorithm();
    }
  }
}
