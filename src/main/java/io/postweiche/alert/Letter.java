package io.postweiche.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postweiche.core.alert.Bundle;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Dsn;
import io.postweiche.core.mail.DsnWish;
import io.postweiche.core.mail.DsnWish.Notify;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Language;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailDate;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Summaries;
import io.postweiche.core.routing.RelayId;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * A bundle as a mail to the operator. It is bound to its relay, and nobody is to hear of its
 * failure (NOTIFY=NEVER): that would only be more mail on the same trouble.
 *
 * @param relay that alone may carry it
 * @param every as configured, for the text
 */
public record Letter(
    Address from, Address to, RelayId relay, String hostname, Language language, Duration every) {
  /** Whether the event is of such a mail: no client can know a mail's id before we made it. */
  public static boolean concerns(MailEvent event) {
    String messageId = event.summary().messageId();
    return messageId != null && messageId.startsWith("<alert." + event.id() + "@");
  }

  /** The mail, new. */
  public Mail write(Bundle bundle, MailId id, Instant now) throws IOException {
    Content content = content(bundle, id, now);
    return new Mail(
        id,
        envelope(),
        Summaries.of(HeaderScan.read(content)),
        new Journey(now, 0, null, relay, List.of(), null, null, List.of()),
        content);
  }

  private Envelope envelope() {
    Dsn never = new Dsn(null, null, Map.of(to, new DsnWish(Set.of(Notify.NEVER), null)));
    return new Envelope(from, List.of(to), utf8(), utf8(), never);
  }

  private Content content(Bundle bundle, MailId id, Instant now) throws IOException {
    AlertText text = new AlertText(bundle, language);
    MimeMessage message = new MimeMessage(session());
    try {
      message.setFrom(new InternetAddress(from.toString(), "Postweiche"));
      message.setRecipients(
          RecipientType.TO,
          new InternetAddress[] {new InternetAddress(to.toString(), null, "UTF-8")});
      message.setSubject(text.subject(), "UTF-8");
      message.setHeader("Date", MailDate.of(now));
      message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834 section 5
      message.setText(text.whole(hostname, relay.value(), every), UTF_8.name());
      message.setHeader("Content-Transfer-Encoding", "quoted-printable");
      message.saveChanges();
      message.setHeader("Message-ID", messageId(id, hostname)); // saveChanges sets its own
      ByteArrayOutputStream octets = new ByteArrayOutputStream();
      message.writeTo(octets);
      return Content.of(octets.toByteArray());
    } catch (MessagingException e) {
      throw new IOException("the mail cannot be composed: " + e.getMessage(), e);
    }
  }

  private static String messageId(MailId id, String hostname) {
    return "<alert." + id + "@" + hostname + ">";
  }

  private boolean utf8() {
    return from.needsSmtpUtf8() || to.needsSmtpUtf8();
  }

  private Session session() {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8()));
    // else the library asks the network for the machine's name
    properties.setProperty("mail.from", from.toString());
    return Session.getInstance(properties);
  }
}
