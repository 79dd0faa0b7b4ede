package io.postweiche.jms;

import io.postweiche.core.mail.Mailbox;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form {@code properties}: header fields as properties, as camel-mail users write them. */
final class PropertiesPost {
  private PropertiesPost() {}

  /** Whether the properties name somebody, so that the body may be just a text. */
  static boolean fits(PostedProperties properties) throws JMSException {
    return properties.has("From") || properties.has("To");
  }

  static Draft draft(PostedProperties properties, PostedBody body)
      throws JMSException, IOException {
    Draft draft = new Draft();
    String from = properties.text("From");
    if (from == null) {
      throw new PostFault("property From", "missing");
    }
    draft.from = Mailboxes.one("property From", from);
    draft.to.addAll(mailboxes(properties, "To"));
    draft.cc.addAll(mailboxes(properties, "Cc"));
    draft.bcc.addAll(mailboxes(properties, "Bcc"));
    draft.replyTo = mailboxes(properties, "Reply-To", "replyTo");
    String subject = properties.text("Subject");
    draft.subject = Words.headerSafe("property Subject", subject == null ? "" : subject);
    add(draft, type(properties), body);
    return draft;
  }

  private static List<Mailbox> mailboxes(PostedProperties properties, String... names)
      throws JMSException, PostFault {
    String text = properties.text(names);
    return text == null ? List.of() : Mailboxes.list("property " + names[0], text);
  }

  private static MediaType type(PostedProperties properties) throws JMSException, PostFault {
    String type = properties.text("contentType", "Content-Type");
    if (type == null) {
      type = stompType(properties);
    }
    return MediaType.of("property contentType", type == null ? "text/plain" : type);
  }

  // Artemis keeps a STOMP frame's content-type here
  private static @Nullable String stompType(PostedProperties properties)
      throws JMSException, PostFault {
    String type = properties.text("_AMQ_CONTENT_TYPE");
    return type != null && type.startsWith("text/") ? type : null;
  }

  private static void add(Draft draft, MediaType type, PostedBody body) throws IOException {
    byte[] octets;
    try (InputStream in = body.open()) {
      octets = in.readAllBytes();
    }
    if (!type.isText()) {
      draft.bodies.add(new Draft.Part(type.asGiven(), null, octets));
      return;
    }
    var charset = body.isText() ? StandardCharsets.UTF_8 : type.charset();
    String text = Words.crlf(Words.decode("the body", octets, charset));
    draft.bodies.add(new Draft.Part(type.header(), null, Words.utf8("the body", text)));
  }
}
