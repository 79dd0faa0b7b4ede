package io.postweiche.tracking;

import jakarta.jms.ConnectionFactory;
import java.io.IOException;

/** Where events come from. */
public interface Source {
  ConnectionFactory connections();

  /** Makes the durable queue of events where it is missing. */
  void declare() throws IOException;

  /** The name under which that queue is consumed. */
  String queue();

  /** The queue for what is no event. */
  String unreadable();
}
