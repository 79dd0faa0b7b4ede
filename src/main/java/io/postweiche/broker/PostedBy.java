package io.postweiche.broker;

import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Writes on each message who logged in to send it. Artemis's own {@code populate-validated-user}
 * does so for Core and STOMP only: over AMQP the client's {@code user-id} would be believed.
 */
final class PostedBy implements ActiveMQServerMessagePlugin {
  /** Its octets are the user's name in UTF-8; {@code jms.PostedProperties} reads it. */
  private static final SimpleString PROPERTY = SimpleString.of("_AMQ_POSTED_BY");

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue) {
    String user = session.getValidatedUser();
    if (!BrokerUsers.ROUTER.equals(user)) {
      String name = user == null ? "" : user;
      message.putExtraBytesProperty(PROPERTY, name.getBytes(StandardCharsets.UTF_8));
    }
  }
}
