package io.postweiche.bounce;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailDate;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.MarkedSender;
import io.postweiche.core.mail.Shown;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports of non-delivery: {@code multipart/report; report-type=delivery-status} (RFC 3464,
 * RFC 6522) with a text for people, one for programs, and the header of the mail, or all of it.
 *
 * @param from the author of the reports, {@code bounces.from}
 * @param hostname of this router, as it greets relays
 */
public record NonDelivery(Address from, String hostname) {
  private static final int LONGEST_SUBJECT = 150;

  /**
   * Whether the sender is to be told. Never when there is none, and never about a report: two
   * servers would otherwise keep telling each other (RFC 5321 section 6.1). Nor when it wants to
   * hear of no recipient's failure.
   */
  public static boolean due(Mail mail) throws IOException {
    return !mail.envelope().sender().isNull()
        && !MarkedSender.is(mail.envelope().sender())
        && !mail.envelope().toldOfFailure().isEmpty()
        && !new Original(mail.content()).isReport();
  }

  /** The envelope of the report: from nobody, to the mail's sender. */
  public Envelope envelope(Mail mail) {
    boolean utf8 = needsUtf8(mail);
    boolean eightBit = utf8 || (mail.envelope().eightBit() && givenBackWhole(mail));
    return new Envelope(Address.NULL, List.of(mail.envelope().sender()), eightBit, utf8);
  }

  /**
   * A report to the sender of {@code mail} that it was not delivered to any recipient of its
   * envelope; those whose failure it does not want to hear of (RFC 3461) are left out.
   *
   * @param relayHost the host name of the relay in the mail's journey, null when none was asked
   * @param id of the report
   */
  public Content report(
      Mail failed, DeadReason reason, @Nullable String relayHost, MailId id, Instant now)
      throws IOException {
    Envelope envelope = failed.envelope();
    Mail mail = failed.withEnvelope(envelope.withRecipients(envelope.toldOfFailure()));
    try {
      Original original = new Original(mail.content());
      MimeMessage message = head(mail, original, now);
      message.setContent(
          new MimeMultipart(
              "report",
              part("text/plain; charset=UTF-8", Explanation.of(mail, reason).getBytes(UTF_8)),
              part("message/delivery-status", DeliveryStatus.of(mail, reason, hostname, relayHost)),
              returned(mail, original)));
      return finished(message, id);
    } catch (MessagingException e) {
      throw new IOException("the report about mail " + mail.id() + " cannot be composed", e);
    }
  }

  private static MimeBodyPart returned(Mail mail, Original original)
      throws MessagingException, IOException {
    if (!givenBackWhole(mail)) {
      return part("text/rfc822-headers", original.header());
    }
    MimeBodyPart part = part("message/rfc822", original.whole());
    // nothing else may stand at a message/rfc822 (RFC 2046 section 5.2.1)
    part.setHeader("Content-Transfer-Encoding", mail.envelope().eightBit() ? "8bit" : "7bit");
    return part;
  }

  /** When RET=FULL asks for it, and the mail is not too large (RFC 3461 section 6.2). */
  private static boolean givenBackWhole(Mail mail) {
    return mail.envelope().dsn().returned() == Dsn.Returned.FULL && Original.fits(mail.content());
  }

  private MimeMessage head(Mail mail, Original original, Instant now)
      throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(session(needsUtf8(mail)));
    message.setFrom(new InternetAddress(from.toString(), "Mail Delivery System"));
    message.setRecipients(
        RecipientType.TO,
        new InternetAddress[] {
          new InternetAddress(mail.envelope().sender().toString(), null, "UTF-8")
        });
    message.setSubject(subject(mail), "UTF-8");
    message.setHeader("Date", MailDate.of(now));
    message.setHeader("Auto-Submitted", "auto-replied"); // RFC 3834 section 5
    String about = original.messageId();
    if (about != null) {
      message.setHeader("In-Reply-To", about);
      message.setHeader("References", about);
    }
    return message;
  }

  private static String subject(Mail mail) {
    String kind = Wording.of(mail.envelope().sender()).get(0).subject();
    String subject = mail.summary().subject();
    return subject == null || subject.isBlank()
        ? kind
        : kind + ": " + Shown.clean(subject, LONGEST_SUBJECT).strip();
  }

  private static MimeBodyPart part(String type, byte[] octets) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    DataHandler data = new DataHandler(new ByteArrayDataSource(octets, type));
    part.setDataHandler(data);
    part.setHeader("Content-Type", type);
    // base64 would hide the text from the people and tools that read raw mail
    boolean plain = "7bit".equals(MimeUtility.getEncoding(data));
    part.setHeader("Content-Transfer-Encoding", plain ? "7bit" : "quoted-printable");
    return part;
  }

  private Content finished(MimeMessage message, MailId id) throws MessagingException, IOException {
    message.saveChanges();
    // behind saveChanges, which sets both its own way
    message.setHeader("Message-ID", "<" + id + "@" + hostname + ">");
    ContentType type = new ContentType(message.getContentType());
    type.setParameter("report-type", "delivery-status");
    message.setHeader("Content-Type", type.toString());
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    message.writeTo(octets);
    return Content.of(octets.toByteArray());
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
