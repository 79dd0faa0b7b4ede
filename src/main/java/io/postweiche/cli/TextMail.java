package io.postweiche.cli;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.postweiche.core.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A simple text as a message (RFC 5322). */
final class TextMail {
  private TextMail() {}

  static byte[] compose(Address from, List<Address> to, @Nullable String subject, String text)
      throws IOException {
    try {
      MimeMessage message = new WithMessageId(from);
      message.setFrom(header(from));
      for (Address recipient : to) {
        message.addRecipient(RecipientType.TO, header(recipient));
      }
      message.setSubject(subject == null ? "" : subject, StandardCharsets.UTF_8.name());
      // Angus writes a 7bit text with the line ends it got
      message.setText(text.replaceAll("\\r\\n|\\r|\\n", "\r\n"), StandardCharsets.UTF_8.name());
      message.setHeader(
          "Date", RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneId.systemDefault())));
      message.saveChanges();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      message.writeTo(out);
      return out.toByteArray();
    } catch (MessagingException e) {
      throw new IOException("the text cannot be made a mail: " + e.getMessage(), e);
    }
  }

  private static InternetAddress header(Address address) {
    InternetAddress header = new InternetAddress();
    header.setAddress(address.toString());
    return header;
  }

  /** Angus would put the login and the host's name there. */
  private static final class WithMessageId extends MimeMessage {
    private final Address from;

    WithMessageId(Address from) {
      super(Session.getInstance(new Properties()));
      this.from = from;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + from.domain() + ">");
    }
  }
}
