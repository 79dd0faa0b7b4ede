package io.postweiche.broker;

import io.postweiche.config.BrokerSettings.External;
import io.postweiche.core.mail.Receipt;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** An Artemis that somebody else runs; it must have the addresses of {@code broker/broker.xml}. */
public final class ExternalBroker implements Broker {
  private final External settings;
  private final JmsPool pool;

  public ExternalBroker(External settings) {
    this.settings = settings;
    this.pool = new JmsPool(this::factory);
  }

  @Override
  public ConnectionFactory connections() {
    return pool.factory();
  }

  /** Its disk is not ours to see: a refusal comes with the send itself. */
  @Override
  public Receipt room(long octets) {
    try (Connection connection = pool.factory().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      session.createQueue(Queues.SUBMIT);
      return Receipt.STORED;
    } catch (JMSException e) {
      return new Receipt(Receipt.Kind.TRY_LATER, "the message broker is not reachable");
    }
  }

  /** Made by the broker itself at the first use, or beforehand by whoever runs it. */
  @Override
  public void declare(String queue) {}

  @Override
  public List<String> addresses() {
    return List.of("external " + settings.url());
  }

  @Override
  public String describe() {
    return "external Artemis at " + settings.url();
  }

  @Override
  public void close() throws IOException {
    pool.close();
  }

  private ConnectionFactory factory() {
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(settings.url());
    Windows.set(factory);
    factory.setCallTimeout(10_000);
    factory.setUser(settings.username());
    factory.setPassword(settings.password() == null ? null : settings.password().reveal());
    return factory;
  }
}
