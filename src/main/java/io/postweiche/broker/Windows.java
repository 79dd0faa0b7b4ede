package io.postweiche.broker;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** How far the router's own connections run ahead of the broker, and the broker ahead of them. */
final class Windows {
  private Windows() {}

  static void set(ActiveMQConnectionFactory factory) {
    // a slow relay's consumer must not hoard mail that its neighbour could send
    factory.setConsumerWindowSize(0);
    // a move asks for no credit: on a full disk the broker gives none, and the move would hang
    factory.setProducerWindowSize(-1);
  }
}
