package io.postweiche.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
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

  /** The answers of the guesses are not waited for: each comes later than the one before. */
  @Test
  void aLockHoldsAtEveryListenerAndOverAReload() throws IOException {
    Doors doors = doors();
    List<RawSmtp> guesses = new ArrayList<>();
    try (doors) {
      doors.apply("relay.example", List.of(open(1000), open(1001)));
      for (int i = 0; i < 10; i++) {
        RawSmtp guess = RawSmtp.connect(doors.addresses().get(0)).hello();
        guess.line(login("guess"));
        guesses.add(guess);
      }
      await().until(() -> answer(doors.addresses().get(1)).startsWith("454 4.7.0"));
      doors.apply("relay.example", List.of(open(2000), open(2001)));
      assertThat(answer(doors.addresses().get(0))).startsWith("454 4.7.0");
    } finally {
      for (RawSmtp guess : guesses) {
        guess.close();
      }
    }
  }

  private Doors doors() {
    return new Doors(
        new Spool(folder.resolve("spool")),
        new Closed(),
        () -> new MailId("mail00000001"),
        Clock.systemUTC(),
        reason -> {});
  }

  private static ListenSettings open(long size) {
    return new ListenSettings(
        HostPort.of("127.0.0.1:0"),
        List.of(Network.of("127.0.0.1")),
        null,
        Map.of("erp", new PasswordHash("secret")),
        size,
        50);
  }

  private static String answer(InetSocketAddress at) throws IOException {
    try (RawSmtp client = RawSmtp.connect(at).hello()) {
      return client.ask(login("secret"));
    }
  }

  private static String login(String password) {
    byte[] octets = ("\0erp\0" + password).getBytes(StandardCharsets.UTF_8);
    return "AUTH PLAIN " + Base64.getEncoder().encodeToString(octets);
  }

  @Test
  void aRenewedCertificateIsServedWithoutClosingTheListener() throws IOException {
    TestCertificates certificates = new TestCertificates(folder);
    Pem used = certificates.server("localhost");
    Pem renewed = certificates.rsaServer("localhost");
    Doors doors = doors();
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
