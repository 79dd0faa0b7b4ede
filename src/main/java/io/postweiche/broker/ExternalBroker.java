package io.postweiche.broker;

import io.postweiche.config.BrokerSettings.External;
import io.postweiche.core.RootCause;
import io.postweiche.core.mail.Receipt;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.jms.support.destination.DestinationResolver;
import org.springframework.jms.support.destination.DynamicDestinationResolver;

/** An Artemis that somebody else runs; it must have the addresses of {@code broker/broker.xml}. */
public final class ExternalBroker implements Broker {
  private static final long ANSWER_HOLDS_NS = 1_000_000_000L;

  private static final int STREAM_OCTETS = 1_000_000;

  private final External settings;
  private final ReentrantLock asking = new ReentrantLock();
  private final AtomicLong asked = new AtomicLong(System.nanoTime() - ANSWER_HOLDS_NS);
  private volatile Receipt answer = Receipt.STORED;
  private final JmsPool pool;
  private final DestinationResolver destinations = new DynamicDestinationResolver();
  private final ActiveMQConnectionFactory stream;

  private ExternalBroker(External settings) {
    this.settings = settings;
    this.pool = new JmsPool(this::factory);
    this.stream = factory();
    stream.setConsumerWindowSize(STREAM_OCTETS);
    stream.setBlockOnDurableSend(false); // the commit waits, and for the disk
  }

  /**
   * Connects once, so that a wrong address or password is told at the start.
   *
   * @throws IOException with a sentence for the operator
   */
  public static ExternalBroker start(External settings) throws IOException {
    ExternalBroker broker = new ExternalBroker(settings);
    try (Connection connection = broker.pool.factory().createConnection()) {
      connection.start();
      return broker;
    } catch (JMSException e) {
      broker.close();
      throw new IOException(
          "the broker at broker.url " + broker.url() + " cannot be used: " + rootOf(e), e);
    }
  }

  @Override
  public ConnectionFactory connections() {
    return pool.factory();
  }

  /** Asked about each send: whose queues may go away while we look. */
  @Override
  public ConnectionFactory transactions() {
    return connections();
  }

  @Override
  public DestinationResolver destinations() {
    return destinations;
  }

  @Override
  public ConnectionFactory stream() {
    return stream;
  }

  /**
   * Its disk is not ours to see, so a post is tried and taken back: {@code mail.submit} is refused
   * when that disk is full. An answer holds for a while and one client at a time asks: connecting
   * to a broker that is not there takes long, and many would wait for each other.
   */
  @Override
  public Receipt room(long octets) {
    if (answerHolds() || !asking.tryLock()) {
      return answer;
    }
    try {
      answer = ask();
      asked.set(System.nanoTime());
      return answer;
    } finally {
      asking.unlock();
    }
  }

  @Override
  public @Nullable Receipt roomAtOnce(long octets) {
    return answerHolds() ? answer : null;
  }

  private boolean answerHolds() {
    return System.nanoTime() - asked.get() < ANSWER_HOLDS_NS;
  }

  private Receipt ask() {
    try (Connection connection = pool.factory().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      try (MessageProducer producer = session.createProducer(session.createQueue(Queues.SUBMIT))) {
        producer.send(session.createMessage());
      } finally {
        session.rollback();
      }
      return Receipt.STORED;
    } catch (JMSException e) {
      return String.valueOf(e.getMessage()).contains("is full")
          ? new Receipt(Receipt.Kind.NO_ROOM, "insufficient system storage")
          : new Receipt(Receipt.Kind.TRY_LATER, "the message broker is not reachable");
    }
  }

  /** Made by the broker itself at the first use, or beforehand by whoever runs it. */
  @Override
  public void declare(String queue) {}

  @Override
  public List<String> addresses() {
    return List.of("external " + url());
  }

  @Override
  public void close() throws IOException {
    pool.close();
    stream.close();
  }

  /** Without its parameters: passwords of key stores may stand among them. */
  private String url() {
    return settings.url().replaceAll("\\?[^,)]*", "");
  }

  /** Several addresses stand in brackets for Artemis, which else knows the first alone. */
  private static String list(String url) {
    return url.contains(",") && !url.startsWith("(") ? "(" + url + ")" : url;
  }

  private static String rootOf(Throwable fault) {
    return String.valueOf(RootCause.of(fault).getMessage());
  }

  private ActiveMQConnectionFactory factory() {
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(list(settings.url()));
    // a slow relay's consumer must not hoard mail that its neighbour could send
    factory.setConsumerWindowSize(0);
    // a move asks for no credit: a broker whose disk is full may give none, and the move would hang
    factory.setProducerWindowSize(-1);
    factory.setCallTimeout(10_000);
    factory.setRetryInterval(100); // also waited once before a connection that fails is given up
    factory.setUser(settings.username());
    factory.setPassword(settings.password() == null ? null : settings.password().reveal());
    return factory;
  }
}
