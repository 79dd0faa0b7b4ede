package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.HeaderRepair.Mended;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is mended, octet by octet, and what is left alone. */
class HeaderRepairTest {
  private static final Set<Repair> ALL = EnumSet.allOf(Repair.class);
  private static final String DATE = "Date: Tue, 24 Nov 2026 12:00:00 +0000\r\n";
  private static final String ID = "Message-ID: <M1@relay.firma.de>\r\n";
  private static final String REST =
      "Subject:  odd \r\n\tfolding\r\nX: \u00fc\r\n\r\nb\u00f6dy\n.\r\r\n";

  @Test
  void aMissingDateAndMessageIdAreAddedInFront() throws IOException {
    String message = "From: a@firma.de\r\n" + REST;
    assertThat(mended(message, ALL)).isEqualTo(DATE + ID + message);
    assertThat(mended(message, EnumSet.of(Repair.DATE))).isEqualTo(DATE + message);
    assertThat(mended(message, EnumSet.of(Repair.MESSAGE_ID))).isEqualTo(ID + message);
    assertThat(mended(message, Set.of())).isEqualTo(message);
  }

  @Test
  void theMessagesOwnLineEndIsUsed() throws IOException {
    assertThat(mended("From: a@firma.de\n\nbody\n", EnumSet.of(Repair.DATE)))
        .isEqualTo(DATE.replace("\r", "") + "From: a@firma.de\n\nbody\n");
  }

  @Test
  void aMessageWithoutAHeaderGetsOne() throws IOException {
    assertThat(mended("\r\nbody", EnumSet.of(Repair.DATE))).isEqualTo(DATE + "\r\nbody");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "M\u00fcller <a@firma.de>|=?utf-8?B?TcO8bGxlcg==?= <a@firma.de>",
        "  \"M\u00fcller, Hans\"\t <a@firma.de> (x)|  =?utf-8?B?TcO8bGxlciwgSGFucw==?=\t <a@firma.de> (x)",
        "a@firma.de <a@firma.de>|\"a@firma.de\" <a@firma.de>",
        "Hans \"H\" @ Firma <a@firma.de>|\"Hans H @ Firma\" <a@firma.de>",
        "=?utf-8?Q?M=C3=BC?= @x <a@firma.de>|=?utf-8?B?TcO8IEB4?= <a@firma.de>",
        "b@firma.de, c@d.de <c@firma.de>, D <d@firma.de>|b@firma.de, \"c@d.de\" <c@firma.de>, D <d@firma.de>"
      })
  void aDisplayNameIsEncodedOrQuoted(String before, String after) throws IOException {
    String start = "X-A: 1\r\nfrom :";
    String message = start + before + "\r\n" + REST;
    assertThat(mended(message, EnumSet.of(Repair.ENCODE_FROM)))
        .isEqualTo(start + after + "\r\n" + REST);
    assertThat(HeaderFaults.of(headers(start + after + "\r\n\r\n"), false))
        .doesNotContain(HeaderFault.UNQUOTED_AT, HeaderFault.RAW_8BIT_ADDRESS);
  }

  @Test
  void aNameInUtf8StaysTheSameName() throws IOException {
    String utf8 =
        new String("From: Gr\u00fc\u00dfe \u4e16 <a@firma.de>\r\n".getBytes(UTF_8), ISO_8859_1);
    String mended = mended(utf8 + "\r\n", EnumSet.of(Repair.ENCODE_FROM));
    assertThat(mended).matches("\\p{ASCII}*");
    assertThat(AddressList.firstMailbox(headers(mended).first("from")))
        .isEqualTo(new Mailbox("Gr\u00fc\u00dfe \u4e16", Address.of("a@firma.de")));
  }

  @Test
  void aLongNameIsFolded() throws IOException {
    String mended =
        mended(
            "From: " + "\u00fc".repeat(300) + " <a@firma.de>\r\n\r\n",
            EnumSet.of(Repair.ENCODE_FROM));
    assertThat(mended.lines()).allMatch(line -> line.length() < 100);
    assertThat(AddressList.firstMailbox(headers(mended).first("from")))
        .isEqualTo(new Mailbox("\u00fc".repeat(300), Address.of("a@firma.de")));
  }

  @Test
  void aNameThatHidesALineEndBringsNoHeaderIn() throws IOException {
    String from = "From: =?utf-8?Q?x=0D=0ABcc:_evil=40x.de?= @ <a@firma.de>\r\n\r\n";
    assertThat(headers(mended(from, EnumSet.of(Repair.ENCODE_FROM))).count("bcc")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hans <a@firma.de>",
        "\"a@firma.de\" <a@firma.de>",
        "a@firma.de (M\u00fcller)",
        "M\u00fcller (x) <a@firma.de>",
        "\"M\u00fcller <a@firma.de>",
        "m\u00fcller@firma.de"
      })
  void whatIsSoundOrBeyondRepairStays(String from) throws IOException {
    String message = "From: " + from + "\r\n" + REST;
    assertThat(mended(message, EnumSet.of(Repair.ENCODE_FROM))).isEqualTo(message);
  }

  @Test
  void rawUtf8StaysWhereSmtpUtf8WasAskedFor() throws IOException {
    byte[] message = "From: M\u00fcller <a@firma.de>\r\n\r\n".getBytes(UTF_8);
    Content content = Content.of(message);
    Mended mended =
        HeaderRepair.mend(
            content,
            HeaderScan.read(message),
            EnumSet.of(Repair.ENCODE_FROM),
            true,
            Instant.EPOCH,
            "<x@y>");
    assertThat(mended.content()).isSameAs(content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DKIM-Signature: v=1; h=from:Subject:DATE;\\r\\n bh=x; b=y|covers date",
        "DKIM-Signature: v=1; h = from :\\r\\n\\tmessage-id; b=y|covers message-id",
        "dkim-signature: v=1; b=y|covers date, message-id",
        "ARC-Message-Signature: i=1; h=date; b=y|covers date"
      })
  void whatIsSignedIsLeftAlone(String signature, String why) throws IOException {
    String message =
        signature.replace("\\r", "\r").replace("\\n", "\n").replace("\\t", "\t")
            + "\r\nFrom: a@firma.de\r\n"
            + REST;
    Mended mended = mend(message, ALL);
    assertThat(text(mended)).isEqualTo(message);
    assertThat(mended.done()).isEmpty();
    assertThat(mended.left()).startsWith("not repaired: ").endsWith(why);
  }

  @Test
  void aSignedNameIsLeftAloneAndAnUncoveredDateAdded() throws IOException {
    String signed = "DKIM-Signature: v=1; h=from; b=y\r\nFrom: M\u00fcller <a@firma.de>\r\n\r\n";
    assertThat(mend(signed, EnumSet.of(Repair.ENCODE_FROM)).left()).endsWith("covers from");
    assertThat(mended(signed, EnumSet.of(Repair.DATE))).isEqualTo(DATE + signed);
  }

  @Test
  void aContinuationAtTheStartIsNotMadeOurs() throws IOException {
    Mended mended = mend(" evil\r\nFrom: a@firma.de\r\n\r\n", EnumSet.of(Repair.DATE));
    assertThat(mended.done()).isEmpty();
    assertThat(mended.left()).contains("continuation");
  }

  private static Headers headers(String message) {
    return HeaderScan.read(message.getBytes(ISO_8859_1));
  }

  private static String mended(String message, Set<Repair> wanted) throws IOException {
    return text(mend(message, wanted));
  }

  private static Mended mend(String message, Set<Repair> wanted) throws IOException {
    return HeaderRepair.mend(
        Content.of(message.getBytes(ISO_8859_1)),
        headers(message),
        wanted,
        false,
        Instant.parse("2026-11-24T12:00:00Z"),
        "<M1@relay.firma.de>");
  }

  private static String text(Mended mended) throws IOException {
    assertThat(mended.content().size()).isEqualTo(mended.content().bytes().length);
    return new String(mended.content().bytes(), ISO_8859_1);
  }
}
