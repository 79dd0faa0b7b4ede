package io.postweiche.broker;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.LargeServerMessage;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a plugin refuses a post that the broker is about to store: wholly. An exception alone would
 * not do: its transaction could be committed without it, and the body of a large one would stay.
 */
final class PostRefusal {
  private static final Logger LOG = LoggerFactory.getLogger(PostRefusal.class);

  private PostRefusal() {}

  /** Undoes what belongs to the post; the caller throws the refusal that comes back. */
  static ActiveMQException of(
      ActiveMQException refusal, Message message, @Nullable Transaction transaction) {
    if (transaction != null) {
      transaction.markAsRollbackOnly(refusal);
    }
    if (message instanceof LargeServerMessage large) {
      try {
        large.deleteFile();
      } catch (Exception e) { // as declared; the file is removed at the next start then
        LOG.warn("the body of a refused post stays on the disk until the next start", e);
      }
    }
    return refusal;
  }
}
