package io.postweiche.app;

import io.postweiche.broker.Broker;
import io.postweiche.broker.EventQueue;
import io.postweiche.broker.Queues;
import io.postweiche.tracking.Source;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;

/** The broker's events, for the tracking store. */
record EventSource(Broker broker) implements Source {
  @Override
  public ConnectionFactory connections() {
    return broker.stream();
  }

  @Override
  public void declare() throws IOException {
    EventQueue.declare(broker);
  }

  @Override
  public String queue() {
    return Queues.EVENTS + "::" + Queues.TRACKING;
  }

  @Override
  public String unreadable() {
    return Queues.UNREADABLE_EVENTS;
  }
}
