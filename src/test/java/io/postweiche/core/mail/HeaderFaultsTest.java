package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault is seen, and a good header has none. */
class HeaderFaultsTest {
  private static final String DATE = "Date: Tue, 24 Nov 2026 13:00:00 +0100\r\n";
  private static final String FROM = "From: Hans <hans@firma.de>\r\n";
  private static final String ID = "Message-ID: <1@firma.de>\r\n";
  private static final String GOOD = DATE + FROM + ID + "To: a@example.org\r\nSubject: x\r\n";

  static Stream<Arguments> faulty() {
    return Stream.of(
        row("", "empty-header", "date-missing", "from-missing", "message-id-missing"),
        row("\r\nnothing but a body", "empty-header date-missing from-missing message-id-missing"),
        row(FROM + ID, "date-missing"),
        row(GOOD + DATE, "date-doubled"),
        row(GOOD.replace(DATE, "Date: yesterday\r\n"), "date-invalid"),
        row(GOOD.replace(DATE, "Date:\r\n"), "date-invalid"),
        row(GOOD.replace(DATE, "DATE : Tue, 31 Feb 2026 13:00:00 +0100\r\n"), "date-invalid"),
        row(DATE + ID, "from-missing"),
        row(GOOD + FROM, "from-doubled"),
        row(GOOD + "Sender: a@b.de\r\nSENDER: a@b.de\r\n", "sender-doubled"),
        row(GOOD + "to: c@d.de\r\n", "to-doubled"),
        row(GOOD + "Cc: c@d.de\r\nCc: c@d.de\r\n", "cc-doubled"),
        row(GOOD + "Subject: y\r\n", "subject-doubled"),
        row(DATE + FROM, "message-id-missing"),
        row(GOOD + "Message-Id: <2@firma.de>\r\n", "message-id-doubled"),
        row(DATE + ID + "From: Hans\r\n", "address-invalid"),
        row(DATE + ID + "From:\r\n", "address-invalid"),
        row(DATE + ID + "From: \"Hans <hans@firma.de>\r\n", "address-invalid"),
        row(DATE + ID + "From: Hans hans@firma.de\r\n", "address-invalid"),
        row(GOOD + "Sender: a@b.de, c@d.de\r\n", "address-invalid"),
        row(DATE + ID + "From: hans@firma.de <hans@firma.de>\r\n", "unquoted-at"),
        row(DATE + ID + FROM + "To: x@y.de,\r\n Hans @ Firma <a@b.de>\r\n", "unquoted-at"),
        row(DATE + ID + "From: M\u00fcller <hans@firma.de>\r\n", "raw-8bit-address"),
        row(GOOD + "Reply-To: \"M\u00fcller\" <hans@firma.de>\r\n", "raw-8bit-address"),
        row(GOOD + "X-Firma: M\u00fcller\r\n", "raw-8bit"),
        row(GOOD + "X-Long: " + "x".repeat(991) + "\r\n", "line-too-long"),
        row("no field\r\n" + GOOD, "broken-folding"),
        row(" X: begins with a blank\r\n" + GOOD, "broken-folding"),
        row(GOOD + "X-Y: one\r\n  \r\n two\r\n", "broken-folding"),
        row(GOOD + "X-Y: one\rX-Z: two\r\n", "broken-folding"));
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void isSeen(String header, List<String> words) {
    assertThat(words(header + "\r\nbody", false)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "To: undisclosed-recipients:;\r\n",
        "To: \"hans@firma.de\" <hans@firma.de>, hans@firma.de\r\n",
        "To: Hans (at: hans@firma.de) <hans@firma.de>\r\n",
        "To: a@firma.de,\r\n\t=?utf-8?Q?M=C3=BCller?= <b@firma.de>\r\n",
        "To: <a@firma.de>\r\n",
        "To: Team: a@firma.de, \"B, C\" <b@firma.de>;\r\n"
      })
  void mayStand(String to) {
    String header = DATE + FROM + ID + to + "X-Line: " + "x".repeat(990) + "\r\n";
    assertThat(words(header + "\r\nbody", false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "24 Nov 2026 13:00 +0100",
        "Tue,24 Nov 2026 13:00:60 GMT",
        "tue, 4 NOV 99 1:02:03 EST",
        " Tue, 24 Nov 2026\r\n 13:00:00 +0000 (Central time)"
      })
  void isADate(String date) {
    assertThat(words(GOOD.replace("Date: Tue, 24 Nov 2026 13:00:00 +0100", "Date: " + date), false))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tue, 24 Nov 2026 25:00:00 +0100",
        "Tue, 24 Nov 2026 13:00:00",
        "2026-11-24T13:00:00Z",
        "Di, 24 Nov 2026 13:00:00 +0100",
        "Tue, 24 Mai 2026 13:00:00 +0100",
        "Tue, 24 Nov 2026 13:00:00 +0190",
        "Tue, 24 Nov 2026 13:00:00 CEST"
      })
  void isNoDate(String date) {
    assertThat(words(GOOD.replace("Tue, 24 Nov 2026 13:00:00 +0100", date), false))
        .containsExactly("date-invalid");
  }

  @Test
  void smtpUtf8AllowsUtf8AndNothingElse() {
    String utf8 =
        new String("X: \u00fc\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8), ISO_8859_1);
    assertThat(words(GOOD + utf8, true)).isEmpty();
    assertThat(words(GOOD + "X: \u00fc\r\n", true)).containsExactly("raw-8bit");
  }

  @Test
  void aHeaderTooLargeIsNotSaidToLackAnything() {
    assertThat(words("X: y\r\n".repeat(10_001), false)).containsExactly("header-too-large");
  }

  @Test
  void hostileHeadersTakeNoTime() {
    for (String piece : List.of("(", "\"", "<", "a@", "\\", "=?", ",", "a@b.de,", "; :")) {
      String header = GOOD + "Cc: " + piece.repeat(900_000 / piece.length()) + "\r\n\r\n";
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> words(header, false), piece);
    }
  }

  @Test
  void everyFaultHasItsSentence() {
    assertThat(Arrays.stream(HeaderFault.values()).map(HeaderFault::sentence))
        .doesNotHaveDuplicates()
        .allMatch(sentence -> sentence.length() > 10 && !sentence.endsWith("."));
  }

  private static List<String> words(String message, boolean smtpUtf8) {
    return HeaderFaults.of(HeaderScan.read(message.getBytes(ISO_8859_1)), smtpUtf8).stream()
        .map(HeaderFault::word)
        .toList();
  }

  private static Arguments row(String header, String... words) {
    return Arguments.of(
        header, Arrays.stream(words).flatMap(w -> Stream.of(w.split(" "))).toList());
  }
}
