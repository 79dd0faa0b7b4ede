package io.postweiche.bounce;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.config.ReportLanguages;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summaries;
import io.postweiche.core.routing.RelayId;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mails, reports about them, and these read again by Jakarta Mail. */
final class ReportFixtures {
  static final Instant ACCEPTED = Instant.parse("2026-11-24T08:00:00Z");
  static final Instant TRIED = Instant.parse("2026-11-24T08:00:05Z");
  static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
  static final Instant LATER = Instant.parse("2026-11-26T08:00:00Z");
  static final String IONOS =
      "550-Requested action not taken: mailbox unavailable\n550 Sender address is not allowed.";
  static final String ORIGINAL =
      "From: =?UTF-8?Q?M=C3=BCller?= <vertrieb@firma.de>\r\nTo: kunde@example.org\r\n"
          + "Subject: =?UTF-8?Q?Angebot_f=C3=BCr_Sie?=\r\nMessage-ID: <a.1@firma.de>\r\n"
          + "X-Folded: one\r\n\ttwo\r\n\r\nGEHEIM\r\n";

  private ReportFixtures() {}

  static Mail mail(String sender, String original, @Nullable String reply, String... to)
      throws Exception {
    return mail(sender, original.getBytes(UTF_8), reply, to);
  }

  static Mail mail(String sender, byte[] original, @Nullable String reply, String... to) {
    HistoryEntry attempt =
        new HistoryEntry(TRIED, "attempted", "ionos-firma", "MAIL", "sender-not-allowed", reply);
    Journey journey =
        new Journey(
            ACCEPTED,
            reply == null ? 0 : 1,
            reply == null ? null : new RelayId("ionos-firma"),
            null,
            List.of(),
            reply,
            "in plain words of ours",
            reply == null ? List.of() : List.of(attempt));
    List<Address> recipients = Stream.of(to).map(Address::of).toList();
    return new Mail(
        new MailId("MAIL000001"),
        Envelope.of(Address.of(sender), recipients),
        Summaries.of(HeaderScan.read(original)),
        journey,
        Content.of(original));
  }

  static Content content(Mail mail, DeadReason reason, @Nullable String host) throws Exception {
    return written(mail, Finding.failed(mail, reason, host));
  }

  static Content written(Mail mail, Finding... findings) throws Exception {
    return reports(mail).write(List.of(findings), new MailId("REPORT0001"), NOW);
  }

  static Report reports(Mail mail) {
    Language language = ReportLanguages.AUTO.of(mail.envelope().sender());
    return new Report(Address.of("postmaster@firma.de"), "relay.firma.de", language);
  }

  static MimeMessage told(Mail mail, Finding... findings) throws Exception {
    return new MimeMessage(session(), written(mail, findings).open());
  }

  static MimeMessage read(Mail mail, DeadReason reason, @Nullable String host) throws Exception {
    return new MimeMessage(session(), content(mail, reason, host).open());
  }

  static Session session() {
    return Session.getInstance(new Properties());
  }

  static MimeMultipart parts(MimeMessage report) throws Exception {
    return (MimeMultipart) report.getContent();
  }

  static String type(MimeMultipart parts, int index) throws Exception {
    return new ContentType(parts.getBodyPart(index).getContentType()).getBaseType();
  }

  static String text(MimeMessage report) throws Exception {
    return (String) parts(report).getBodyPart(0).getContent();
  }

  static String returned(MimeMessage report) throws Exception {
    return new String(octets(report, 2), UTF_8);
  }

  static byte[] octets(MimeMessage report, int part) throws Exception {
    try (InputStream in = parts(report).getBodyPart(part).getInputStream()) {
      return in.readAllBytes();
    }
  }

  /** The groups of fields of the delivery status: of the message, then of each recipient. */
  static List<InternetHeaders> groups(MimeMessage report) throws Exception {
    List<InternetHeaders> groups = new ArrayList<>();
    for (String group : new String(octets(report, 1), US_ASCII).split("\r\n\r\n")) {
      groups.add(new InternetHeaders(new ByteArrayInputStream(group.getBytes(US_ASCII))));
    }
    return groups;
  }

  static String unfolded(InternetHeaders group, String name) {
    return group.getHeader(name, null).replaceAll("\r\n\\s+", " ");
  }
}
