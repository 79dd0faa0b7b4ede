package io.postweiche.broker;

import java.util.Locale;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each post before the broker stores it: refuses what could not be read without using up
 * the memory, and what would be dropped without a word.
 */
final class PostGuard implements ActiveMQServerMessagePlugin {
  /**
   * All properties of a post together, characters: they lie in memory and in one journal record.
   */
  static final long MOST_PROPERTIES = 1_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(PostGuard.class);

  /** From here on posts that cannot be streamed are read one after the other, octets. */
  private static final long ALONE = 1_000_000;

  private final long largestInMemory;

  /**
   * Makes a guard.
   *
   * @param memory of this process, octets; one post that cannot be streamed may have an eighth
   */
  PostGuard(long memory) {
    this.largestInMemory = memory / 8;
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction tx,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    String user = session.getValidatedUser();
    String address = message.getAddress();
    if (address == null || !address.startsWith(Queues.SUBMIT)) {
      return;
    }
    if (!address.equals(Queues.SUBMIT)) { // mail.submit::another would be dropped without a word
      throw refused(message, user, tx, "the destination is " + Queues.SUBMIT + " and no other");
    }
    if (message instanceof ICoreMessage && !message.isLargeMessage()) {
      message.setDurable(true); // a mail is never less than durable
    }
    if (message.containsProperty(Message.HDR_LARGE_COMPRESSED)) {
      throw refused(message, user, tx, "compressed: it would be larger than it says");
    }
    if (message.getWholeMessageSize() >= ALONE) {
      large(message, user, tx);
    }
  }

  private void large(Message message, String user, Transaction tx) throws ActiveMQException {
    long size = message.getWholeMessageSize();
    if (properties(message) > MOST_PROPERTIES) {
      throw refused(
          message, user, tx, "more than " + MOST_PROPERTIES + " characters of properties");
    }
    if (isStreamed(message)) {
      return;
    }
    if (size > largestInMemory) {
      throw refused(
          message,
          user,
          tx,
          String.format(
              Locale.ROOT,
              "%d octets that cannot be streamed, %d at most: post it as a BytesMessage over Core",
              size,
              largestInMemory));
    }
    message.setGroupID(SimpleString.of("large")); // a group has one reader at a time
  }

  private static boolean isStreamed(Message message) {
    return message instanceof ICoreMessage core
        && core.getType() == Message.BYTES_TYPE
        && message.isLargeMessage();
  }

  private static long properties(Message message) {
    return message.getPropertyNames().stream()
        .mapToLong(
            name ->
                name.length() + String.valueOf(message.getObjectProperty(name.toString())).length())
        .sum();
  }

  private static ActiveMQException refused(
      Message message, String user, Transaction tx, String why) {
    LOG.warn("a post by {} was refused: {}", user, why);
    return PostRefusal.of(
        new ActiveMQException("post refused: " + why, ActiveMQExceptionType.IO_ERROR), message, tx);
  }
}
