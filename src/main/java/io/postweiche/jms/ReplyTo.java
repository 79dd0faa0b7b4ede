package io.postweiche.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.jspecify.annotations.Nullable;

/**
 * The queue in which an application waits for an answer. The router may write into every queue, an
 * application may not: whoever could name one of ours would have a door into it.
 */
final class ReplyTo {
  /** One name, no wildcard, and no {@code address::queue}. */
  private static final Pattern NAME = Pattern.compile("(?!.*::)[A-Za-z0-9_.:/@-]{1,200}");

  private static final Pattern OURS = Pattern.compile("(mail|activemq|\\$.*)([.:/].*)?");

  private ReplyTo() {}

  /**
   * Reads it.
   *
   * @return the name, for a temporary queue with {@code temp-queue://} before it; null for none
   */
  static @Nullable String of(Message message) throws JMSException, PostFault {
    Destination given = message.getJMSReplyTo();
    if (given == null) {
      return null;
    }
    if (!(given instanceof ActiveMQDestination destination)) {
      throw new PostFault("JMSReplyTo", "a queue of this broker wanted");
    }
    String name = destination.getAddress();
    boolean temporary =
        switch (destination.getType()) {
          case QUEUE, DESTINATION -> false;
          case TEMP_QUEUE -> true;
          case TOPIC, TEMP_TOPIC ->
              throw new PostFault("JMSReplyTo", "a queue wanted, not the topic '" + name + "'");
        };
    if (OURS.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      throw new PostFault("JMSReplyTo", "'" + name + "' is the router's own");
    }
    if (!NAME.matcher(name).matches()) {
      throw new PostFault(
          "JMSReplyTo", "'" + name + "' is no name of a queue (letters, digits and _ . : / @ -)");
    }
    return temporary ? ActiveMQDestination.TEMP_QUEUE_QUALIFED_PREFIX + name : name;
  }
}
