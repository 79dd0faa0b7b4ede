package io.postweiche.broker;

import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerMessagePlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;

/**
 * Refuses what applications post while the disk is nearly full, at once and over every protocol.
 * The broker's own disk policies are off: they would refuse or hold up the router's moves as well,
 * and a refused move undoes a delivery that the relay has accepted.
 */
final class RoomForPosts implements ActiveMQServerMessagePlugin {
  private final DiskRoom disk;

  RoomForPosts(DiskRoom disk) {
    this.disk = disk;
  }

  @Override
  public void beforeSend(
      ServerSession session,
      Transaction transaction,
      Message message,
      boolean direct,
      boolean noAutoCreateQueue)
      throws ActiveMQException {
    if (!BrokerUsers.ROUTER.equals(session.getValidatedUser()) && !disk.forPosts().stored()) {
      throw PostRefusal.of(
          new ActiveMQAddressFullException("the disk of the mail store is full; post again later"),
          message,
          transaction);
    }
  }
}
