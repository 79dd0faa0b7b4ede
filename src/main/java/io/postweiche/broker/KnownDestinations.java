package io.postweiche.broker;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.support.destination.DestinationResolver;
import org.springframework.jms.support.destination.DynamicDestinationResolver;

/**
 * Asks the broker about each destination once, not at every send, which would be two questions and
 * two answers each time. What is sent to a queue that is gone goes nowhere, so this is for a broker
 * whose queues nobody but the router may delete, or for a short while.
 */
final class KnownDestinations implements DestinationResolver {
  private final DestinationResolver asking = new DynamicDestinationResolver();
  private final Map<Name, Destination> known = new ConcurrentHashMap<>();

  private record Name(String text, boolean topic) {}

  @Override
  public Destination resolveDestinationName(@Nullable Session session, String name, boolean topic)
      throws JMSException {
    Name key = new Name(name, topic);
    Destination destination = known.get(key);
    if (destination == null) {
      destination = asking.resolveDestinationName(session, name, topic);
      known.put(key, destination);
    }
    return destination;
  }
}
