package io.postweiche.bounce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailDate;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.MarkedSender;
import io.postweiche.core.mail.Shown;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/**
 * Writes a report to the sender of a mail: {@code multipart/report; report-type=delivery-status}
 * (RFC 3464, RFC 6522) with a text for people, one for programs, and the header of the mail, or all
 * of it.
 *
 * @param from the author of the reports, {@code bounces.from}
 * @param hostname of this router, as it greets relays
 * @param language of the text for people
 */
public record Report(Address from, String hostname, Language language) {
  private static final int LONGEST_SUBJECT = 150;

  /**
   * Whether the sender may be told anything. Never when there is none, and never about a report:
   * two servers would otherwise keep telling each other (RFC 5321 section 6.1).
   */
  public static boolean allowed(Mail mail) throws IOException {
    return !mail.envelope().sender().isNull()
        && !MarkedSender.is(mail.envelope().sender())
        && !new Original(mail.content()).isReport();
  }

  /** The envelope of the report: from nobody, to the mail's sender. */
  public Envelope envelope(Kind kind, Mail mail) {
    boolean utf8 = needsUtf8(mail);
    boolean eightBit = utf8 || (mail.envelope().eightBit() && givenBackWhole(kind, mail));
    return new Envelope(Address.NULL, List.of(mail.envelope().sender()), eightBit, utf8);
  }

  /**
   * The report.
   *
   * @param findings of one mail and of one kind, at least one; each of its recipients is told of
   * @param id of the report
   */
  public Content write(List<Finding> findings, MailId id, Instant now) throws IOException {
    Kind kind = findings.get(0).kind();
    Mail mail = findings.get(0).mail();
    Wording words = Wording.of(language);
    try {
      Original original = new Original(mail.content());
      Parts parts =
          new Parts()
              .add("text/plain; charset=UTF-8", Explanation.of(findings, words).getBytes(UTF_8))
              .add("message/delivery-status", DeliveryStatus.of(findings, hostname));
      if (givenBackWhole(kind, mail)) {
        parts.whole(original.whole(), mail.envelope().eightBit());
      } else {
        parts.add("text/rfc822-headers", original.header());
      }
      return parts.into(head(kind, mail, original, words, now), "<" + id + "@" + hostname + ">");
    } catch (MessagingException e) {
      throw new IOException("the report about mail " + mail.id() + " cannot be composed", e);
    }
  }

  /** RET=FULL speaks of failures only, and the mail must not be too large (RFC 3461 4.3, 6.2). */
  private static boolean givenBackWhole(Kind kind, Mail mail) {
    return kind == Kind.FAILED
        && mail.envelope().dsn().returned() == Dsn.Returned.FULL
        && Original.fits(mail.content());
  }

  private MimeMessage head(Kind kind, Mail mail, Original original, Wording words, Instant now)
      throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(session(needsUtf8(mail)));
    message.setFrom(new InternetAddress(from.toString(), "Mail Delivery System"));
    message.setRecipients(
        RecipientType.TO,
        new InternetAddress[] {
          new InternetAddress(mail.envelope().sender().toString(), null, "UTF-8")
        });
    message.setSubject(subject(kind, mail, words), "UTF-8");
    message.setHeader("Date", MailDate.of(now));
    message.setHeader("Auto-Submitted", "auto-replied"); // RFC 3834 section 5
    String about = original.messageId();
    if (about != null) {
      message.setHeader("In-Reply-To", about);
      message.setHeader("References", about);
    }
    return message;
  }

  private static String subject(Kind kind, Mail mail, Wording words) {
    String told = words.of("subject", kind.word());
    String subject = mail.summary().subject();
    return subject == null || subject.isBlank()
        ? told
        : told + ": " + Shown.clean(subject, LONGEST_SUBJECT).strip();
  }

  private boolean needsUtf8(Mail mail) {
    return from.needsSmtpUtf8() || mail.envelope().sender().needsSmtpUtf8();
  }

  private Session session(boolean utf8) {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
    // else the library asks the network for the machine's name
    properties.setProperty("mail.from", "postmaster@" + hostname);
    return Session.getInstance(properties);
  }
}
