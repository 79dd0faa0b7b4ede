package io.postweiche.jms;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Submission;
import io.postweiche.core.mail.Terms;
import io.postweiche.spool.Spool;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Reads what an application posted to {@code mail.submit} into a mail: contract section 4. Nothing
 * but the properties named there has any effect.
 */
public final class PostReader {
  private static final String PERHAPS_TEXT =
      " (if this JSON is the text of a mail, set the property mailFormat to properties)";

  private final Spool spool;
  private final long maxSize;
  private final Composer composer;

  /**
   * @param hostname what composed mails have behind the {@code @} of their Message-ID
   * @param maxMessageSize of the whole message, octets
   */
  public PostReader(Spool spool, String hostname, long maxMessageSize) {
    this.spool = spool;
    this.maxSize = maxMessageSize;
    this.composer = new Composer(spool, hostname, maxMessageSize);
  }

  /**
   * Reads one post. The message is left as it was, so that it can be put aside unchanged; where its
   * body had to be taken out, the post has it.
   *
   * @throws JMSException when the broker does not give the message; not for anything in it
   * @throws IOException when the spool has no room; not for anything in the message
   */
  public Post read(Message message, MailId id, Instant now) throws JMSException, IOException {
    Content taken = null;
    boolean given = false;
    try {
      PostedBody body = PostedBody.of(message, spool, maxSize);
      taken = body.taken();
      PostedProperties properties = new PostedProperties(message);
      String key = IdempotencyKey.of(properties);
      Submission submission = submission(message, properties, body, id, now);
      given = true;
      return new Post.Readable(submission, taken, key);
    } catch (PostFault fault) {
      given = true;
      return new Post.Unreadable(fault.reason(), taken);
    } finally {
      if (!given && taken != null) {
        taken.close();
      }
    }
  }

  private Submission submission(
      Message message, PostedProperties properties, PostedBody body, MailId id, Instant now)
      throws JMSException, IOException {
    Letter letter = letter(properties, body, id, now);
    try {
      Envelope envelope = EnvelopeReader.read(properties, letter);
      Origin origin = new Origin("JMS", "mail.submit", "", properties.user());
      Terms terms = TermsReader.read(message, properties, now);
      return new Submission(id, envelope, letter.content(), origin, now, terms);
    } catch (JMSException | IOException e) {
      letter.content().close();
      throw e;
    }
  }

  private Letter letter(PostedProperties properties, PostedBody body, MailId id, Instant now)
      throws JMSException, IOException {
    String form = properties.text("mailFormat");
    if (form == null) {
      return byShape(properties, body, id, now);
    }
    return switch (form.strip()) {
      case "rfc5322" -> whole(body);
      case "json" -> composer.compose(JsonPost.draft(existing(body), maxSize), id, now);
      case "properties" -> composer.compose(PropertiesPost.draft(properties, body), id, now);
      default ->
          throw new PostFault(
              "property mailFormat", "rfc5322, json or properties wanted, not '" + form + "'");
    };
  }

  private Letter byShape(PostedProperties properties, PostedBody body, MailId id, Instant now)
      throws JMSException, IOException {
    byte[] head = body.head(MessageStart.ENOUGH);
    boolean named = PropertiesPost.fits(properties);
    if (beginsWithBrace(head)) {
      try {
        return composer.compose(JsonPost.draft(body, maxSize), id, now);
      } catch (JsonPost.NotJson fault) {
        if (!named) {
          throw fault;
        }
      } catch (PostFault fault) {
        throw named ? new PostFault(fault.reason() + PERHAPS_TEXT) : fault;
      }
    }
    return named && !MessageStart.hasFrom(head)
        ? composer.compose(PropertiesPost.draft(properties, body), id, now)
        : whole(body);
  }

  private Letter whole(PostedBody body) throws IOException {
    return WholeMessage.read(existing(body), spool, maxSize);
  }

  private static PostedBody existing(PostedBody body) throws PostFault {
    if (!body.exists()) {
      throw new PostFault("a message without a body: post a BytesMessage or a TextMessage");
    }
    return body;
  }

  private static boolean beginsWithBrace(byte[] head) {
    return new String(head, StandardCharsets.UTF_8)
        .replace("\ufeff", "")
        .stripLeading()
        .startsWith("{");
  }
}
