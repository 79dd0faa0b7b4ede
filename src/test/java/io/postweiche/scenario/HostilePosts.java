package io.postweiche.scenario;

import io.postweiche.scenario.HostileDesk.Maker;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.ArrayList;

/** What the rows of {@link HostilePostsTest} are made of. */
final class HostilePosts {
  static final String GOOD =
      "From: <vertrieb@meinefirma.de>\r\nTo: <kunde@example.org>\r\nSubject: x\r\n\r\nHallo";

  private HostilePosts() {}

  /** Does the posting. */
  interface Act {
    void to(HostileDesk desk) throws Exception;
  }

  /**
   * One hostile post.
   *
   * @param expected a part of the reason, of the broker's refusal, or of the mail that arrives
   */
  record Post(String name, String expected, Act act) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Post post(String name, String expected, Act act) {
    return new Post(name, expected, act);
  }

  static Post core(String name, String expected, Maker maker) {
    return new Post(name, expected, desk -> desk.core("frei", maker));
  }

  /** A post in the form {@code properties} with one of them, and perhaps the body, as given. */
  static Post fields(String name, String expected, String property, String... value) {
    String body = value.length > 1 ? value[1] : "x";
    return core(
        name,
        expected,
        session -> {
          Message message =
              text(
                  session,
                  body,
                  "From",
                  "a@meinefirma.de",
                  "To",
                  "kunde@example.org",
                  "mailFormat",
                  "properties");
          message.setStringProperty(property, value[0]);
          return message;
        });
  }

  static Message text(Session session, String body, String... properties) throws JMSException {
    Message message = session.createTextMessage(body);
    for (int i = 0; i < properties.length; i += 2) {
      message.setStringProperty(properties[i], properties[i + 1]);
    }
    return message;
  }

  static Message bytes(Session session, byte[] octets) throws JMSException {
    BytesMessage message = session.createBytesMessage();
    message.writeBytes(octets);
    return message;
  }

  static String addresses(int count) {
    var all = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      all.add("a" + i + "@example.org");
    }
    return String.join(",", all);
  }
}
