package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import io.postweiche.spool.Spool;
import io.postweiche.spool.SpoolWriter;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a post as octets, readable again and again; text as UTF-8. The message itself stays
 * as it is, so that an unreadable one can be put aside unchanged; only a large body, which
 * Artemis's client would hold whole in memory to read it twice, goes into the spool.
 */
final class PostedBody {
  private final @Nullable Content content;
  private final boolean text;

  private PostedBody(@Nullable Content content, boolean text) {
    this.content = content;
    this.text = text;
  }

  static PostedBody of(Message message, Spool spool, long maxSize)
      throws JMSException, IOException {
    if (message instanceof TextMessage posted) {
      return ofText(posted.getText(), maxSize);
    }
    if (message instanceof BytesMessage posted) {
      Sizes.check(posted.getBodyLength(), maxSize);
      return new PostedBody(ofBytes(posted, spool), false);
    }
    refuseObjects(message);
    return new PostedBody(null, false);
  }

  /** False for a JMS message without any body. */
  boolean exists() {
    return content != null;
  }

  /** Whether it came as text, so that its characters are known. */
  boolean isText() {
    return text;
  }

  /** At most the first {@code most} octets. */
  byte[] head(int most) throws IOException {
    try (InputStream in = open()) {
      return in.readNBytes(most);
    }
  }

  InputStream open() throws IOException {
    return content == null ? InputStream.nullInputStream() : content.open();
  }

  /** What was taken out of the message for good; to be closed. */
  @Nullable Content taken() {
    return content instanceof Content.InMemory ? null : content;
  }

  private static Content ofBytes(BytesMessage message, Spool spool)
      throws JMSException, IOException {
    long size = message.getBodyLength();
    if (size <= Spool.IN_MEMORY) {
      byte[] octets = new byte[(int) size];
      message.readBytes(octets);
      message.reset();
      return Content.of(octets);
    }
    try (SpoolWriter writer = spool.writer()) {
      message.setObjectProperty("JMS_AMQ_SaveStream", writer.unfailing());
      return writer.finish(size);
    } catch (JMSException
        | RuntimeException e) { // Artemis wraps a lost large message in the latter
      throw new IOException("the broker does not give the body, or the spool has no room", e);
    }
  }

  private static PostedBody ofText(@Nullable String text, long maxSize) throws PostFault {
    String body = text == null ? "" : text;
    Sizes.check(body.length(), maxSize); // before it is doubled in memory
    byte[] octets = Words.utf8("the body", body);
    Sizes.check(octets.length, maxSize);
    return new PostedBody(Content.of(octets), true);
  }

  private static void refuseObjects(Message message) throws PostFault {
    if (message instanceof ObjectMessage) {
      // getObject() would run code of the sender's choice (CVE-2026-40860)
      throw new PostFault("an ObjectMessage is never read: post a BytesMessage or a TextMessage");
    }
    if (message instanceof MapMessage || message instanceof StreamMessage) {
      throw new PostFault(
          "a map or a list is no mail: post a BytesMessage or a TextMessage (AMQP: one data"
              + " section or a string)");
    }
  }
}
