package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedLineTest {
  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final MailId ID = new MailId("4cXyZ1abcd");
  private static final Address HANS = Address.of("hans@kunde.example");

  private static String line(Origin origin, Envelope envelope) {
    return new String(
        ReceivedLine.of(origin, ID, envelope, "relay.meinefirma.de", AT, BERLIN), UTF_8);
  }

  private static Envelope to(Address... recipients) {
    return Envelope.of(Address.of("a@meinefirma.de"), List.of(recipients));
  }

  @Test
  void saysWhereTheMailCameFrom() {
    Origin origin = new Origin("ESMTPSA", "192.0.2.7", "pc7.meinefirma.de", "erp");
    assertThat(line(origin, to(HANS)))
        .isEqualTo(
            "Received: from pc7.meinefirma.de ([192.0.2.7])\r\n"
                + " by relay.meinefirma.de (Postweiche) with ESMTPSA id 4cXyZ1abcd\r\n"
                + " for <hans@kunde.example>; Tue, 24 Nov 2026 13:00:00 +0100\r\n");
  }

  @Test
  void keepsTheRecipientsOfManyToItself() {
    Origin origin = new Origin("ESMTP", "2001:db8::7", "", null);
    assertThat(line(origin, to(HANS, Address.of("blind@kunde.example"))))
        .isEqualTo(
            "Received: from unknown ([IPv6:2001:db8::7])\r\n"
                + " by relay.meinefirma.de (Postweiche) with ESMTP id 4cXyZ1abcd;\r\n"
                + " Tue, 24 Nov 2026 13:00:00 +0100\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "erp, Received: from mail.submit (JMS user erp)",
    ", Received: from mail.submit (JMS)",
    "er) by evil (\\; Mon, Received: from mail.submit (JMS user er? by evil ??? Mon)",
    "jörg, Received: from mail.submit (JMS user j?rg)",
  })
  void namesTheQueueAndTheUserOfAPost(String user, String expected) {
    Origin origin = new Origin("JMS", "mail.submit", "", user);
    String line = line(origin, to());
    assertThat(line.replace("\r\n", "")).startsWith(expected + " by relay.meinefirma.de");
    assertThat(line).contains("with JMS id");
  }

  @ParameterizedTest
  @CsvSource({
    "[192.0.2.7], [192.0.2.7]",
    "[IPv6:2001:db8::1], [IPv6:2001:db8::1]",
    "'a\r\nX-Evil: b', a??X-Evil:?b",
    "a(b)\\c;d\"e<f>, a?b??c?d?e?f?",
    "müller.de, m?ller.de",
    "a\u0000b, a?b",
  })
  void makesGreetingsHarmless(String greeting, String shown) {
    String line = line(new Origin("SMTP", "192.0.2.7", greeting, null), to());
    assertThat(line).startsWith("Received: from " + shown + " ([192.0.2.7])");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, ([127.0.0.1])",
    "::1, ([IPv6:::1])",
    "fe80::1%eth0, ([IPv6:fe80::1])",
    "somewhere, (somewhere)",
    "'', (unknown)",
    "x) evil, (x??evil)",
  })
  void writesTheAddress(String client, String shown) {
    assertThat(line(new Origin("SMTP", client, "h", null), to())).contains("from h " + shown);
  }

  @Test
  void writesUtf8OnlyWhereItWasAskedFor() {
    Address joerg = Address.of("jörg@kunde.example");
    Origin origin = new Origin("UTF8SMTP", "192.0.2.7", "müller.de", null);
    Envelope plain = to(joerg);
    assertThat(line(origin, plain)).doesNotContain("for ").matches("[ -~\r\n]+");
    Envelope utf8 = new Envelope(plain.sender(), plain.recipients(), false, true);
    assertThat(line(origin, utf8)).contains("from müller.de", "for <jörg@kunde.example>;");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T03:04:05Z, UTC, 'Mon, 5 Jan 2026 03:04:05 +0000'",
    "2026-09-30T22:30:00Z, Europe/Berlin, 'Thu, 1 Oct 2026 00:30:00 +0200'",
    "2026-05-31T12:00:00Z, America/St_Johns, 'Sun, 31 May 2026 09:30:00 -0230'",
  })
  void datesInEnglishWhateverTheMachineSpeaks(Instant at, String zone, String expected) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      byte[] line =
          ReceivedLine.of(new Origin("SMTP", "::1", "h", null), ID, to(), "h", at, ZoneId.of(zone));
      assertThat(new String(line, UTF_8).replace("\r\n", "")).endsWith("; " + expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void isOneFieldOfLawfulLinesWhateverTheClientSays() {
    Random random = new Random(17);
    for (int i = 0; i < 5_000; i++) {
      Origin origin =
          new Origin(
              i % 3 == 0 ? "JMS" : "ESMTP",
              RandomText.of(random, 40),
              RandomText.of(random, 400),
              RandomText.of(random, 400));
      Envelope envelope = new Envelope(Address.NULL, List.of(HANS), false, random.nextBoolean());
      byte[] octets = ReceivedLine.of(origin, ID, envelope, "host", AT, ZoneOffset.UTC);
      assertThat(octets.length).isLessThan(2_000);
      String line = new String(octets, UTF_8);
      assertThat(line).endsWith(" +0000\r\n").contains("by host (Postweiche) with ");
      assertThat(line.replace("\r\n ", "").replace("\r\n", "")).doesNotContain("\r", "\n");
      assertThat(line.chars().filter(c -> c == '(').count()).isEqualTo(2);
      assertThat(line.chars().filter(c -> c == ')').count()).isEqualTo(2);
      assertThat(line.chars().filter(c -> c == ';').count()).isEqualTo(1);
      Headers headers = HeaderScan.read((line + "Next: x\r\n\r\n").getBytes(UTF_8));
      assertThat(headers.receivedCount()).isEqualTo(1);
      assertThat(headers.first("next")).isEqualTo("x");
    }
  }

  @Test
  void foldsAtSeventyEight() {
    Origin origin = new Origin("ESMTP", "192.0.2.7", "g".repeat(60) + ".example", null);
    Address recipient = Address.of("r".repeat(60) + "@" + "d".repeat(60) + ".example");
    assertThat(line(origin, to(recipient)).lines().filter(line -> line.length() > 78))
        .isNotEmpty()
        .allMatch(line -> line.strip().indexOf(' ') < 0);
  }
}
