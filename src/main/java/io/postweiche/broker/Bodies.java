package io.postweiche.broker;

import io.postweiche.core.mail.Content;
import io.postweiche.spool.Spool;
import io.postweiche.spool.SpoolWriter;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The bytes of a message in and out of JMS; large ones are streamed and never whole in memory. */
final class Bodies {
  /**
   * Octets up to which the embedded broker keeps a message in its journal. A larger one has a file
   * of its own, made, synced and deleted for it, and travels in pieces of this size: the fewer, the
   * fewer threads wake each other. Its properties, two octets a character, must fit into one piece:
   * 1,000 recipients of 254 octets and a history do. But each large mail on its way into the broker
   * holds some pieces; with 200 at once, a megabyte would all but fill a heap of 512 MB.
   */
  static final int LARGE = 640 * 1024;

  private Bodies() {}

  static BytesMessage write(Content content, Session session) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    try {
      if (content.size() <= Spool.IN_MEMORY) {
        message.writeBytes(content.bytes());
      } else {
        // Artemis reads the stream while sending and stores it as a large message
        message.setObjectProperty("JMS_AMQ_InputStream", content.open());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return message;
  }

  static Content read(BytesMessage message, Spool spool) throws JMSException {
    long size = message.getBodyLength();
    if (size <= Spool.IN_MEMORY) {
      byte[] bytes = new byte[(int) size];
      message.readBytes(bytes);
      return Content.of(bytes);
    }
    try (SpoolWriter writer = spool.writer()) {
      message.setObjectProperty("JMS_AMQ_SaveStream", writer.unfailing());
      return writer.finish(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
