package io.postweiche.broker;

import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Writes on each message who has logged in to post it. Artemis does so by itself ({@code
 * populate-validated-user}), but not for AMQP, where a client could write whatever name it likes.
 */
final class PosterNames implements ActiveMQServerMessagePlugin {
  @Override
  public void beforeSend(
      ServerSession session,
      @Nullable Transaction tx,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue) {
    String user = session.getValidatedUser();
    if (user != null) {
      // a property of the broker: kept with the message, and above any of that name from the client
      message.setBrokerProperty(Message.HDR_VALIDATED_USER, SimpleString.of(user));
    }
  }
}
