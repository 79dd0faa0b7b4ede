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

/**
 * A post nobody can read, for the dead letters: the body as it came and every property, with the
 * reason added.
 */
final class UnreadablePosts {
  private UnreadablePosts() {}

  static Message copy(Outgoing.Unreadable post, Session session, Spool spool) throws JMSException {
    Message original = post.original();
    Map<String, Object> properties = properties(original);
    Message copy = original;
    if (original instanceof BytesMessage bytes) {
      bytes.reset(); // whoever tried to read it left the position somewhere
      copy = copyBytes(bytes, session, spool);
    }
    // any other kind travels on as the object it is: an ObjectMessage is never deserialised
    copy.clearProperties();
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      copy.setObjectProperty(property.getKey(), property.getValue());
    }
    copy.setStringProperty(Properties.MAIL_ID, post.id());
    copy.setStringProperty(Properties.REASON, post.reason());
    copy.setJMSCorrelationID(original.getJMSCorrelationID());
    copy.setJMSType(original.getJMSType());
    return copy;
  }

  private static Message copyBytes(BytesMessage from, Session session, Spool spool)
      throws JMSException {
    // written out before the spooled body goes: a large one is read from its file while sending
    Content content = Bodies.read(from, spool);
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
      if (!property.startsWith("JMS") && !property.startsWith("_AMQ")) {
        properties.put(property, message.getObjectProperty(property));
      }
    }
    return properties;
  }
}
