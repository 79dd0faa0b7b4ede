package io.postweiche.bounce;

import io.postweiche.core.mail.Content;
import jakarta.activation.DataHandler;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The parts of a report, put together as RFC 6522 wants them. */
final class Parts {
  private final MimeMultipart parts = new MimeMultipart("report");

  Parts add(String type, byte[] octets) throws MessagingException {
    parts.addBodyPart(part(type, octets));
    return this;
  }

  /** The mail itself. */
  void whole(byte[] octets, boolean eightBit) throws MessagingException {
    MimeBodyPart part = part("message/rfc822", octets);
    // nothing else may stand at a message/rfc822 (RFC 2046 section 5.2.1)
    part.setHeader("Content-Transfer-Encoding", eightBit ? "8bit" : "7bit");
    parts.addBodyPart(part);
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

  /** The finished message. */
  Content into(MimeMessage message, String messageId) throws MessagingException, IOException {
    message.setContent(parts);
    message.saveChanges();
    // behind saveChanges, which sets both its own way
    message.setHeader("Message-ID", messageId);
    ContentType type = new ContentType(message.getContentType());
    type.setParameter("report-type", "delivery-status");
    message.setHeader("Content-Type", type.toString());
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    message.writeTo(octets);
    return Content.of(octets.toByteArray());
  }
}
