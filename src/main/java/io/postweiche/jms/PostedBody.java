package io.postweiche.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a post as octets, readable again and again; text as UTF-8. The message itself stays
 * as it is, so that an unreadable one can be put aside unchanged.
 */
final class PostedBody {
  private final byte @Nullable [] octets;
  private final @Nullable BytesMessage message;
  private final boolean text;
  private final long maxSize;

  private PostedBody(
      byte @Nullable [] octets, @Nullable BytesMessage message, boolean text, long maxSize) {
    this.maxSize = maxSize;
    this.octets = octets;
    this.message = message;
    this.text = text;
  }

  static PostedBody of(Message message, long maxSize) throws JMSException, PostFault {
    if (message instanceof TextMessage posted) {
      return ofText(posted.getText(), maxSize);
    }
    if (message instanceof BytesMessage posted) {
      Sizes.check(posted.getBodyLength(), maxSize);
      return new PostedBody(null, posted, false, maxSize);
    }
    refuseObjects(message);
    return new PostedBody(null, null, false, maxSize);
  }

  /** False for a JMS message without any body. */
  boolean exists() {
    return octets != null || message != null;
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
    if (message != null) {
      return new LimitedStream(new BytesMessageStream(message), maxSize);
    }
    return octets == null ? InputStream.nullInputStream() : new ByteArrayInputStream(octets);
  }

  private static PostedBody ofText(@Nullable String text, long maxSize) throws PostFault {
    String body = text == null ? "" : text;
    Sizes.check(body.length(), maxSize); // before it is doubled in memory
    byte[] octets = Words.utf8("the body", body);
    Sizes.check(octets.length, maxSize);
    return new PostedBody(octets, null, true, maxSize);
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
