package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.MailDate;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Mailbox;
import io.postweiche.spool.Spool;
import io.postweiche.spool.SpoolWriter;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Composes a MIME message (RFC 2045 to 2049, 2231) from a draft. */
final class Composer {
  private static final Session ASCII = session(false);
  private static final Session UTF8 = session(true);

  private static final int BUFFER = 16 * 1024;

  private final Spool spool;
  private final String hostname;
  private final long maxSize;

  Composer(Spool spool, String hostname, long maxSize) {
    this.spool = spool;
    this.hostname = hostname;
    this.maxSize = maxSize;
  }

  Letter compose(Draft draft, MailId id, Instant now) throws IOException {
    try (SpoolWriter writer = spool.writer();
        CrlfWriter lines = new CrlfWriter(writer, maxSize)) {
      OutputStream buffered = new BufferedOutputStream(lines, BUFFER); // the library writes octets
      message(draft, id, now).writeTo(buffered);
      buffered.flush();
      lines.end();
      Content content = writer.finish();
      WholeMessage.checkedHeaders(content); // so many addresses or fields that no relay reads them
      return new Letter(content, lines.eightBit(), draft);
    } catch (MessagingException e) {
      throw new PostFault("the mail cannot be composed: " + e.getMessage());
    }
  }

  private MimeMessage message(Draft draft, MailId id, Instant now)
      throws MessagingException, IOException {
    String messageId = "<" + id + "@" + hostname + ">";
    MimeMessage message = new Numbered(needsUtf8(draft) ? UTF8 : ASCII, messageId);
    addresses(message, draft);
    message.setHeader("Subject", folded("Subject", draft.subject));
    message.setHeader("Date", MailDate.of(now));
    for (Map.Entry<String, String> field : draft.headers.entrySet()) {
      message.setHeader(field.getKey(), folded(field.getKey(), field.getValue()));
    }
    if (draft.attachments.isEmpty()) {
      body(message, draft.bodies);
    } else {
      message.setContent(mixed(draft));
    }
    message.saveChanges();
    return message;
  }

  private static void addresses(MimeMessage message, Draft draft)
      throws MessagingException, IOException {
    message.setFrom(internet(draft.from()));
    if (draft.sender != null) {
      message.setSender(internet(draft.sender));
    }
    message.setRecipients(RecipientType.TO, all(draft.to));
    message.setRecipients(RecipientType.CC, all(draft.cc));
    if (!draft.replyTo.isEmpty()) {
      message.setReplyTo(all(draft.replyTo));
    }
  }

  private static InternetAddress[] all(List<Mailbox> mailboxes) throws IOException {
    InternetAddress[] found = new InternetAddress[mailboxes.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = internet(mailboxes.get(i));
    }
    return found;
  }

  private static InternetAddress internet(Mailbox mailbox) throws UnsupportedEncodingException {
    String name = mailbox.displayName().isEmpty() ? null : mailbox.displayName();
    return new InternetAddress(mailbox.address().toString(), name, "UTF-8");
  }

  private static boolean needsUtf8(Draft draft) throws PostFault {
    return draft.from().address().needsSmtpUtf8()
        || draft.to.stream().anyMatch(each -> each.address().needsSmtpUtf8())
        || draft.cc.stream().anyMatch(each -> each.address().needsSmtpUtf8())
        || draft.replyTo.stream().anyMatch(each -> each.address().needsSmtpUtf8());
  }

  private static String folded(String name, String value) throws IOException {
    String encoded = MimeUtility.encodeText(value, "UTF-8", null);
    String folded = MimeUtility.fold(name.length() + 2, encoded);
    for (String line : folded.split("\r?\n", -1)) {
      if (line.length() + name.length() + 2 > Sizes.LINE) {
        throw new PostFault(
            "header " + name, "more than " + Sizes.LINE + " characters without a space to fold at");
      }
    }
    return folded;
  }

  private static MimeMultipart mixed(Draft draft) throws MessagingException {
    MimeMultipart mixed = new MimeMultipart();
    MimeBodyPart first = new MimeBodyPart();
    body(first, draft.bodies);
    mixed.addBodyPart(first);
    for (Draft.Part attachment : draft.attachments) {
      mixed.addBodyPart(attached(attachment));
    }
    return mixed;
  }

  private static void body(MimePart part, List<Draft.Part> bodies) throws MessagingException {
    if (bodies.size() == 1) {
      fill(part, bodies.get(0));
      return;
    }
    MimeMultipart alternative = new MimeMultipart("alternative");
    for (Draft.Part each : bodies) {
      MimeBodyPart one = new MimeBodyPart();
      fill(one, each);
      alternative.addBodyPart(one);
    }
    part.setContent(alternative);
  }

  private static void fill(MimePart part, Draft.Part given) throws MessagingException {
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(given.octets(), given.type())));
    part.setHeader("Content-Type", given.type());
    if (!given.type().toLowerCase(Locale.ROOT).startsWith("text/")) {
      part.setHeader("Content-Transfer-Encoding", "base64");
    }
  }

  private static MimeBodyPart attached(Draft.Part given) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    fill(part, given);
    part.setHeader("Content-Transfer-Encoding", "base64"); // not one octet may change
    ParameterList parameters = new ParameterList();
    // not setFileName: that encodes in the charset of the machine
    parameters.set("filename", given.name(), "UTF-8");
    part.setHeader("Content-Disposition", "attachment" + parameters.toString(31));
    return part;
  }

  private static Session session(boolean utf8) {
    Properties properties = new Properties();
    properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
    return Session.getInstance(properties);
  }

  /** A message whose id is ours; the library would ask the network for the machine's name. */
  private static final class Numbered extends MimeMessage {
    private final String id;

    Numbered(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      if (getHeader("Message-ID", null) == null) {
        setHeader("Message-ID", id);
      }
    }
  }
}
