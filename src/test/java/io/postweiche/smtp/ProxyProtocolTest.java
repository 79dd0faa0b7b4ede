package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.config.TlsMode;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of the PROXY protocol, octet by octet, from proxies and from others. */
class ProxyProtocolTest {
  private static final byte[] SIGNATURE = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final String V1 = "PROXY TCP4 192.0.2.9 127.0.0.1 40000 25\r\n";

  @TempDir Path folder;

  @Test
  void version1TellsTheClient() throws IOException {
    try (TestServer server = behindProxy()) {
      assertThat(client(server, ascii(V1))).isEqualTo("192.0.2.9");
      assertThat(client(server, ascii("PROXY TCP6 2001:db8::9 ::1 40000 25\r\n")))
          .isEqualTo("2001:db8:0:0:0:0:0:9");
    }
  }

  @Test
  void version2TellsTheClient() throws IOException {
    try (TestServer server = behindProxy()) {
      assertThat(client(server, v2(PROXY, 0x11, "192.0.2.9", "127.0.0.1"))).isEqualTo("192.0.2.9");
      assertThat(client(server, v2(PROXY, 0x21, "2001:db8::9", "::1")))
          .isEqualTo("2001:db8:0:0:0:0:0:9");
    }
  }

  @Test
  void theProxyMaySpeakForItself() throws IOException {
    try (TestServer server = behindProxy()) {
      for (byte[] header : new byte[][] {v2(LOCAL, 0x00), ascii("PROXY UNKNOWN\r\n")}) {
        try (RawSmtp proxy = RawSmtp.connect(server.address())) {
          proxy.raw(header);
          proxy.hello();
          assertThat(proxy.ask("MAIL FROM:<a@b.example>"))
              .startsWith("550 5.7.1 Relaying from 127.0.0.1");
        }
      }
    }
  }

  @Test
  void aHeaderInPiecesAndWithCommandsBehindItIsRead() throws IOException {
    try (TestServer server = behindProxy();
        RawSmtp smtp = RawSmtp.connect(server.address())) {
      for (byte octet : ascii(V1)) {
        smtp.raw(new byte[] {octet});
      }
      smtp.raw(ascii("EHLO x\r\nMAIL FROM:<a@b.example>\r\n"));
      assertThat(smtp.reply()).startsWith("220");
      assertThat(smtp.reply()).startsWith("250");
      assertThat(smtp.reply()).startsWith("250 2.1.0");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO client.example\r\n",
        "PROXY TCP4 192.0.2.9\r\n",
        "PROXY TCP4 name.example 127.0.0.1 40000 25\r\n",
        "PROXY TCP4 192.0.2.9 127.0.0.1 40000 99999\r\n",
        "PROXY TCP4 192.0.2.9 127.0.0.1 40000 25 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      })
  void aProxyWithoutAGoodHeaderIsRefused(String octets) throws IOException {
    try (TestServer server = behindProxy();
        RawSmtp smtp = RawSmtp.connect(server.address())) {
      smtp.raw(ascii(octets));
      assertThat(smtp.reply()).isEmpty();
      await().untilAsserted(() -> assertThat(server.refused).containsExactly("proxy-header"));
      assertThat(client(server, ascii(V1))).isEqualTo("192.0.2.9");
    }
  }

  @Test
  void anAddressThatIsNoneIsRefused() throws IOException {
    byte[] unix = new byte[216];
    try (TestServer server = behindProxy();
        RawSmtp smtp = RawSmtp.connect(server.address())) {
      smtp.raw(header(PROXY, 0x31, unix));
      assertThat(smtp.reply()).isEmpty();
      await().untilAsserted(() -> assertThat(server.refused).containsExactly("proxy-header"));
    }
  }

  @Test
  void aProxyThatSaysNothingIsCutOff() throws IOException {
    Limits quick = TestServer.QUICK;
    Limits impatient =
        new Limits(
            quick.command(),
            quick.dataBlock(),
            quick.message(),
            quick.slowestRate(),
            quick.withoutMail(),
            Duration.ofMillis(200),
            quick.drain(),
            quick.farewell(),
            quick.failedLogin(),
            quick.logins(),
            quick.faults(),
            quick.commands(),
            quick.recipients());
    AccessServers listen = new AccessServers().proxy("127.0.0.1");
    try (TestServer server = new TestServer(folder, listen.settings(), impatient);
        RawSmtp smtp = RawSmtp.connect(server.address())) {
      smtp.raw(ascii("PROXY"));
      assertThat(smtp.reply()).isEmpty();
      await().untilAsserted(() -> assertThat(server.refused).containsExactly("proxy-header"));
    }
  }

  @Test
  void nobodyElseIsBelieved() throws IOException {
    AccessServers listen = new AccessServers().proxy("192.0.2.7").allow("192.0.2.9");
    for (byte[] header : new byte[][] {ascii(V1), v2(PROXY, 0x11, "192.0.2.9", "127.0.0.1")}) {
      try (TestServer server = new TestServer(folder, listen.settings(), TestServer.QUICK);
          RawSmtp smtp = RawSmtp.connect(server.address())) {
        smtp.raw(header);
        smtp.raw(ascii("\r\nEHLO x\r\nMAIL FROM:<a@b.example>\r\n"));
        assertThat(smtp.reply()).startsWith("220");
        String reply = smtp.reply();
        assertThat(reply).startsWith("500");
        while (reply.startsWith("500") || reply.startsWith("250-")) {
          reply = smtp.reply();
        }
        assertThat(reply).startsWith("550 5.7.1 Relaying from 127.0.0.1");
      }
    }
  }

  @Test
  void tlsBeginsBehindTheHeader(@TempDir Path files) throws IOException {
    TestCertificates certificates = new TestCertificates(files);
    var tls = TestServer.tls(TlsMode.IMPLICIT, certificates.server("localhost"), true);
    AccessServers listen = new AccessServers().proxy("127.0.0.1").allow("192.0.2.9").tls(tls);
    try (TestServer server = new TestServer(folder, listen.settings(), TestServer.QUICK);
        RawSmtp smtp = RawSmtp.connect(server.address())) {
      smtp.raw(ascii(V1));
      smtp.startTls(certificates.client());
      smtp.hello();
      assertThat(smtp.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
    }
  }

  /** Sends a mail behind the header and tells who is said to have sent it. */
  private static String client(TestServer server, byte[] header) throws IOException {
    try (RawSmtp smtp = RawSmtp.connect(server.address())) {
      smtp.raw(header);
      smtp.hello();
      assertThat(smtp.mail("a@b.example", "c@d.example", "x")).startsWith("250 2.0.0");
    }
    var taken = server.intake.taken();
    return taken.get(taken.size() - 1).origin().client();
  }

  private TestServer behindProxy() throws IOException {
    AccessServers listen =
        new AccessServers().proxy("127.0.0.0/8").allow("192.0.2.0/24").allow("2001:db8::/32");
    return new TestServer(folder, listen.settings(), TestServer.QUICK);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] v2(int command, int family, String... addresses) throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    for (String address : addresses) {
      rest.write(InetAddress.getByName(address).getAddress());
    }
    rest.write(new byte[2 * addresses.length]); // ports
    return header(command, family, rest.toByteArray());
  }

  private static byte[] header(int command, int family, byte[] rest) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.write(SIGNATURE);
    header.write(new byte[] {(byte) command, (byte) family, 0, (byte) rest.length});
    header.write(rest);
    return header.toByteArray();
  }
}
