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
      message.setObjectProperty("JMS_AMQ_SaveStream", writer.leftOpen());
      return writer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
