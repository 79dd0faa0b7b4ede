package io.postweiche.broker;

import io.postweiche.core.mail.Content;
import io.postweiche.spool.Spool;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of an application's post: the body as it came, and every property of its own. */
final class PostCopies {
  private PostCopies() {}

  /** For the dead letters: with an id and the reason. */
  static Message parked(Outgoing.Unreadable post, Session session, Spool spool)
      throws JMSException {
    Message copy = plain(post.original(), post.body(), session, spool);
    copy.setStringProperty(Properties.MAIL_ID, post.id().value());
    copy.setStringProperty(Properties.REASON, post.reason());
    return copy;
  }

  /** As the application sent it: what we added when it was parked is taken off again. */
  static Message plain(Message original, @Nullable Content taken, Session session, Spool spool)
      throws JMSException {
    Map<String, Object> properties = properties(original);
    Message copy = original;
    if (original instanceof BytesMessage bytes) {
      copy = copyBytes(bytes, taken, session, spool);
    }
    // any other kind travels on as the object it is: an ObjectMessage is never deserialised
    copy.clearProperties();
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      copy.setObjectProperty(property.getKey(), property.getValue());
    }
    copy.setJMSCorrelationID(original.getJMSCorrelationID());
    copy.setJMSType(original.getJMSType());
    return copy;
  }

  private static Message copyBytes(
      BytesMessage from, @Nullable Content taken, Session session, Spool spool)
      throws JMSException {
    Content content = taken;
    if (content == null) {
      if (from.getBodyLength() <= Spool.IN_MEMORY) {
        from.reset(); // a larger one was not read, and a reset would bring it whole into memory
      }
      content = Bodies.read(from, spool);
    }
    // written out before the spooled body goes: a large one is read from its file while sending
    if (content.size() <= Spool.IN_MEMORY) {
      return Bodies.write(content, session);
    }
    BytesMessage copy = session.createBytesMessage();
    try {
      copy.setObjectProperty("JMS_AMQ_InputStream", new ClosingStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  private static Map<String, Object> properties(Message message) throws JMSException {
    Map<String, Object> properties = new LinkedHashMap<>();
    Enumeration<?> names = message.getPropertyNames();
    while (names.hasMoreElements()) {
      String property = String.valueOf(names.nextElement());
      // the broker's and the specification's own are not the application's to keep
      boolean ours = property.equals(Properties.MAIL_ID) || property.equals(Properties.REASON);
      if (!ours && !property.startsWith("JMS") && !property.startsWith("_AMQ")) {
        properties.put(property, message.getObjectProperty(property));
      }
    }
    return properties;
  }
}
