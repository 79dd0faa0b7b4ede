package io.postweiche.bounce;

import static io.postweiche.bounce.ReportFixtures.IONOS;
import static io.postweiche.bounce.ReportFixtures.NOW;
import static io.postweiche.bounce.ReportFixtures.ORIGINAL;
import static io.postweiche.bounce.ReportFixtures.content;
import static io.postweiche.bounce.ReportFixtures.groups;
import static io.postweiche.bounce.ReportFixtures.mail;
import static io.postweiche.bounce.ReportFixtures.parts;
import static io.postweiche.bounce.ReportFixtures.read;
import static io.postweiche.bounce.ReportFixtures.reports;
import static io.postweiche.bounce.ReportFixtures.returned;
import static io.postweiche.bounce.ReportFixtures.session;
import static io.postweiche.bounce.ReportFixtures.text;
import static io.postweiche.bounce.ReportFixtures.type;
import static io.postweiche.bounce.ReportFixtures.unfolded;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Mail;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports, read again by Jakarta Mail and held against RFC 3464 and RFC 6522. */
class ReportTest {
  @Test
  void isAReportToTheSenderFromNobody() throws Exception {
    Mail mail = mail("vertrieb@firma.de", ORIGINAL, IONOS, "kunde@example.org");
    MimeMessage report = read(mail, DeadReason.SENDER_NOT_ALLOWED, "smtp.ionos.de");
    assertThat(reports(mail).envelope(Kind.FAILED, mail))
        .isEqualTo(Envelope.of(Address.NULL, List.of(Address.of("vertrieb@firma.de"))));
    assertThat(report.getHeader("To", null)).isEqualTo("vertrieb@firma.de");
    assertThat(report.getHeader("From", null))
        .isEqualTo("Mail Delivery System <postmaster@firma.de>");
    assertThat(report.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
    assertThat(report.getHeader("Message-ID")).containsExactly("<REPORT0001@relay.firma.de>");
    assertThat(report.getHeader("In-Reply-To", null)).isEqualTo("<a.1@firma.de>");
    assertThat(report.getHeader("References", null)).isEqualTo("<a.1@firma.de>");
    assertThat(report.getSentDate()).isEqualTo(Date.from(NOW));
    assertThat(report.getHeader("Date", null)).endsWith(" +0000");
    assertThat(report.getHeader("MIME-Version", null)).isEqualTo("1.0");
    assertThat(report.getSubject()).isEqualTo("Nicht zugestellt: Angebot f\u00fcr Sie");
    ContentType type = new ContentType(report.getContentType());
    assertThat(type.getBaseType()).isEqualTo("multipart/report");
    assertThat(type.getParameter("report-type")).isEqualTo("delivery-status");
    MimeMultipart parts = parts(report);
    assertThat(List.of(type(parts, 0), type(parts, 1), type(parts, 2)))
        .containsExactly("text/plain", "message/delivery-status", "text/rfc822-headers");
  }

  @Test
  void programsReadTheFieldsOfRfc3464() throws Exception {
    Mail mail = mail("vertrieb@firma.de", ORIGINAL, IONOS, "kunde@example.org", "b@example.net");
    List<InternetHeaders> groups =
        groups(read(mail, DeadReason.SENDER_NOT_ALLOWED, "smtp.ionos.de"));
    assertThat(groups).hasSize(3);
    assertThat(groups.get(0).getHeader("Reporting-MTA", null)).isEqualTo("dns; relay.firma.de");
    assertThat(groups.get(0).getHeader("Arrival-Date", null))
        .isEqualTo("Tue, 24 Nov 2026 08:00:00 +0000");
    for (int i = 1; i < 3; i++) {
      InternetHeaders group = groups.get(i);
      assertThat(group.getHeader("Final-Recipient", null))
          .isEqualTo("rfc822; " + mail.envelope().recipients().get(i - 1));
      assertThat(group.getHeader("Action", null)).isEqualTo("failed");
      assertThat(group.getHeader("Status", null)).isEqualTo("5.7.1");
      assertThat(group.getHeader("Remote-MTA", null)).isEqualTo("dns; smtp.ionos.de");
      assertThat(unfolded(group, "Diagnostic-Code"))
          .isEqualTo(
              "smtp; 550-Requested action not taken: mailbox unavailable"
                  + " 550 Sender address is not allowed.");
      assertThat(group.getHeader("Last-Attempt-Date", null))
          .isEqualTo("Tue, 24 Nov 2026 08:00:05 +0000");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 unknown user, RECIPIENT_REFUSED, 5.1.1",
    "550 unknown user, RECIPIENT_REFUSED, 5.1.0",
    "451 4.7.1 greylisted, EXPIRED, 5.4.7",
    "552 too big, TOO_LARGE, 5.3.4",
    "554 spam, CONTENT_REFUSED, 5.6.0",
    "550 5.7.606 Access denied, SENDER_NOT_ALLOWED, 5.7.606"
  })
  void theStatusIsTheRelaysOwnWhereItIsPermanent(String reply, DeadReason reason, String status)
      throws Exception {
    Mail mail = mail("a@firma.de", ORIGINAL, reply, "b@example.org");
    InternetHeaders group = groups(read(mail, reason, null)).get(1);
    assertThat(group.getHeader("Status", null)).isEqualTo(status);
    assertThat(group.getHeader("Diagnostic-Code", null)).isEqualTo("smtp; " + reply);
    assertThat(group.getHeader("Remote-MTA")).isNull();
  }

  @Test
  void noReplyIsNotCalledSmtp() throws Exception {
    Mail silent =
        mail("a@firma.com", ORIGINAL, "Connection refused: 192.0.2.1:465", "b@example.org");
    InternetHeaders group = groups(read(silent, DeadReason.EXPIRED, "smtp.example.com")).get(1);
    assertThat(group.getHeader("Diagnostic-Code", null))
        .isEqualTo("x-postweiche; Connection refused: 192.0.2.1:465");
    Mail unrouted = mail("a@firma.com", ORIGINAL, null, "b@example.org");
    MimeMessage report = read(unrouted, DeadReason.UNROUTABLE, "smtp.example.com");
    InternetHeaders none = groups(report).get(1);
    assertThat(none.getHeader("Remote-MTA")).isNull();
    assertThat(none.getHeader("Status", null)).isEqualTo("5.4.4");
    assertThat(none.getHeader("Diagnostic-Code", null))
        .isEqualTo("x-postweiche; in plain words of ours");
    assertThat(text(report)).contains("    in plain words of ours").doesNotContain("Answer from");
  }

  static Stream<String> hostile() {
    return Stream.of(
        "550 no\r\nFinal-Recipient: rfc822; victim@example.org\r\n\r\nAction: delivered",
        "550 no\rX: y\n\nAction: delivered",
        "550 no\u0000\u001b[31m\u0085\u2028Action: delivered",
        "550 \u00e4\u00f6\u00fc \ud83d\udce8 \ud800",
        "550 " + "x".repeat(50_000),
        "550 " + "word ".repeat(20_000),
        "550-a\n".repeat(5_000) + "550 end",
        "\n.\r\n.\r\n--boundary--\r\n",
        "",
        " ");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileReplyBringsNothingIn(String reply) throws Exception {
    Mail mail = mail("a@firma.de", ORIGINAL, reply, "b@example.org");
    Content content = content(mail, DeadReason.RECIPIENT_REFUSED, "smtp.example.org");
    MimeMessage report = new MimeMessage(session(), content.open());
    assertThat(parts(report).getCount()).isEqualTo(3);
    List<InternetHeaders> groups = groups(report);
    assertThat(groups).hasSize(2);
    assertThat(groups.get(1).getHeader("Action")).containsExactly("failed");
    assertThat(groups.get(1).getHeader("Final-Recipient")).containsExactly("rfc822; b@example.org");
    assertThat(groups.get(1).getHeader("X")).isNull();
    assertThat(content.size()).isLessThan(40_000);
    for (String line : new String(content.bytes(), ISO_8859_1).split("\r\n", -1)) {
      assertThat(line).hasSizeLessThanOrEqualTo(998).doesNotContain("\n", "\r", "\0");
    }
  }

  @Test
  void aHostileSubjectOrIdStaysInItsPlace() throws Exception {
    String original =
        "From: a@firma.de\r\nSubject: =?UTF-8?Q?x=0D=0ABcc:_victim=40example.org?=\r\n"
            + "Message-ID: <a b\r\n c@x>\r\n\r\n";
    MimeMessage report =
        read(mail("a@firma.de", original, IONOS, "b@example.org"), DeadReason.EXPIRED, null);
    assertThat(report.getHeader("Bcc")).isNull();
    assertThat(report.getHeader("In-Reply-To")).isNull();
    assertThat(report.getSubject()).startsWith("Nicht zugestellt: x").doesNotContain("\n", "\r");
  }

  @Test
  void theHeaderComesBackWithItsEightBitOctets() throws Exception {
    byte[] original =
        "From: M\u00fcller <a@firma.de>\r\nSubject: \u00c4pfel\r\nX:\r\n y\r\n\r\nGEHEIM\r\n"
            .getBytes(UTF_8);
    Mail mail = mail("a@firma.de", original, IONOS, "b@example.org");
    Content content = content(mail, DeadReason.EXPIRED, null);
    MimeMessage report = new MimeMessage(session(), content.open());
    assertThat(returned(report))
        .isEqualTo("From: M\u00fcller <a@firma.de>\r\nSubject: \u00c4pfel\r\nX:\r\n y\r\n");
    assertThat(report.getSubject()).isEqualTo("Nicht zugestellt: \u00c4pfel");
    assertThat(new String(content.bytes(), ISO_8859_1)).matches("\\p{ASCII}*");
  }

  @Test
  void aHugeHeaderIsCutBetweenLines() throws Exception {
    String original =
        "From: a@firma.de\r\n" + "X-Many: 0123456789\r\n".repeat(20_000) + "\r\nGEHEIM";
    String returned =
        returned(read(mail("a@firma.de", original, IONOS, "b@x.org"), DeadReason.EXPIRED, null));
    assertThat(returned).hasSizeBetween(60_000, 64 * 1024).endsWith("X-Many: 0123456789\r\n");
  }

  @Test
  void addressesBeyondAsciiAreWrittenAsRfc6533Says() throws Exception {
    Mail mail =
        mail("j\u00f6rg@firma.de", ORIGINAL, IONOS, "d\u00f6rte+x@example.org", "b@example.org");
    List<InternetHeaders> groups = groups(read(mail, DeadReason.EXPIRED, null));
    assertThat(groups.get(1).getHeader("Final-Recipient", null))
        .isEqualTo("utf-8; d\\x{F6}rte\\x{2B}x@example.org");
    assertThat(groups.get(2).getHeader("Final-Recipient", null)).isEqualTo("rfc822; b@example.org");
    assertThat(reports(mail).envelope(Kind.FAILED, mail))
        .isEqualTo(
            new Envelope(Address.NULL, List.of(Address.of("j\u00f6rg@firma.de")), true, true));
    String head = new String(content(mail, DeadReason.EXPIRED, null).bytes(), UTF_8);
    assertThat(head).contains("\r\nTo: j\u00f6rg@firma.de\r\n");
  }

  @Test
  void aSenderWithQuotesStaysOneAddress() throws Exception {
    Mail mail = mail("\"a, b\"@firma.de", ORIGINAL, IONOS, "\"x y\"@example.org");
    MimeMessage report = read(mail, DeadReason.EXPIRED, null);
    assertThat(InternetAddress.parse(report.getHeader("To", null), true)).hasSize(1);
    assertThat(groups(report).get(1).getHeader("Final-Recipient", null))
        .isEqualTo("rfc822; \"x y\"@example.org");
  }

  @Test
  void aThousandRecipientsAreAllNamed() throws Exception {
    List<String> recipients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      recipients.add("r" + i + "@example.org");
    }
    Mail mail = mail("a@firma.de", ORIGINAL, IONOS, recipients.toArray(String[]::new));
    assertThat(groups(read(mail, DeadReason.EXPIRED, null))).hasSize(1001);
  }

  @Test
  void noReportToNobodyNorAboutAReport() throws Exception {
    assertThat(Report.allowed(mail("a@firma.de", ORIGINAL, IONOS, "b@x.org"))).isTrue();
    assertThat(Report.allowed(mail("", ORIGINAL, IONOS, "b@x.org"))).isFalse();
    String marked = "null-sender+a@firma.de";
    assertThat(Report.allowed(mail(marked, ORIGINAL, IONOS, "b@x.org"))).isFalse();
    Mail report =
        mail(
            "a@firma.de",
            content(mail("a@firma.de", ORIGINAL, IONOS, "b@x.org"), DeadReason.EXPIRED, null)
                .bytes(),
            IONOS,
            "a@firma.de");
    assertThat(Report.allowed(report)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/report; report-type=delivery-status; boundary=x",
        "Multipart/Report;\r\n\tboundary=x;\r\n Report-Type=\"Delivery-Status\"",
      })
  void reportsOfOthersAreKnown(String type) throws Exception {
    String original = "From: a@firma.de\r\nContent-Type: " + type + "\r\n\r\n";
    assertThat(Report.allowed(mail("a@firma.de", original, IONOS, "b@x.org"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/report; report-type=disposition-notification",
        "Content-Type: multipart/mixed; boundary=x",
        "Auto-Submitted: auto-generated",
      })
  void automaticMailWithASenderHasAReport(String field) throws Exception {
    String original = "From: erp@firma.de\r\n" + field + "\r\n\r\nRechnung";
    assertThat(Report.allowed(mail("erp@firma.de", original, IONOS, "b@x.org"))).isTrue();
  }
}
