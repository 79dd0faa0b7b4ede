package io.postweiche.broker;

import io.postweiche.core.mail.Receipt;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.DelegatingConnectionFactory;
import org.springframework.jms.connection.SingleConnectionFactory;
import org.springframework.jms.support.destination.DestinationResolver;
import org.springframework.jms.support.destination.DynamicDestinationResolver;

/** The broker behind a connection factory that somebody else has made, and closes. */
public final class GivenBroker implements Broker {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");

  private final ActiveMQConnectionFactory plain;
  private final JmsPool pool;
  private final DestinationResolver destinations = new DynamicDestinationResolver();

  /**
   * Takes the factory of Artemis out of what keeps connections around it: the routes keep their
   * own.
   *
   * @throws IllegalArgumentException when there is none inside
   */
  public GivenBroker(ConnectionFactory given) {
    this.plain = plain(given);
    this.pool = new JmsPool(() -> plain);
    if (plain.getConsumerWindowSize() != 0) {
      LOG.warn(
          "the connection factory fetches ahead (consumerWindowSize={}): a slow relay's consumer"
              + " may hold mail that its neighbour could send; add consumerWindowSize=0 to its URL",
          plain.getConsumerWindowSize());
    }
  }

  private static ActiveMQConnectionFactory plain(ConnectionFactory given) {
    @Nullable Object inner = given;
    while (inner != null) {
      if (inner instanceof ActiveMQConnectionFactory artemis) {
        return artemis;
      }
      inner = unwrapped(inner);
    }
    throw new IllegalArgumentException(
        "a connection factory of Artemis (org.apache.activemq.artemis.jms.client) is wanted, plain"
            + " or pooled; this is a "
            + given.getClass().getName());
  }

  private static @Nullable Object unwrapped(Object outer) {
    if (outer instanceof JmsPoolConnectionFactory pooled) {
      return pooled.getConnectionFactory();
    }
    if (outer instanceof SingleConnectionFactory caching) {
      return caching.getTargetConnectionFactory();
    }
    return outer instanceof DelegatingConnectionFactory delegating
        ? delegating.getTargetConnectionFactory()
        : null;
  }

  @Override
  public ConnectionFactory connections() {
    return pool.factory();
  }

  @Override
  public ConnectionFactory transactions() {
    return pool.factory();
  }

  @Override
  public DestinationResolver destinations() {
    return destinations;
  }

  @Override
  public ConnectionFactory stream() {
    return plain;
  }

  /** Nobody asks here before a mail: what applications post lies in the broker already. */
  @Override
  public Receipt room(long octets) {
    return Receipt.STORED;
  }

  @Override
  public Receipt roomAtOnce(long octets) {
    return room(octets);
  }

  /** Made by the broker itself at the first use, or beforehand by whoever runs it. */
  @Override
  public void declare(String queue) {}

  @Override
  public List<String> addresses() {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    pool.close();
  }
}
