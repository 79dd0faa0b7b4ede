package io.postweiche.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.HostPort;
import io.postweiche.testing.TestBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.Packet;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pool asks the broker, and that nothing half done outlives its session. */
class SparingSessionsTest {
  private static final String QUEUE = "here";

  @TempDir Path folder;
  private EmbeddedBroker broker;
  private JmsPool pool;

  /** Counts what goes to the broker; Artemis makes it by its name. */
  public static final class Rollbacks implements Interceptor {
    static final AtomicInteger ASKED = new AtomicInteger();

    @Override
    public boolean intercept(Packet packet, RemotingConnection connection) {
      if (packet.getType() == PacketImpl.SESS_ROLLBACK) {
        ASKED.incrementAndGet();
      }
      return true;
    }
  }

  @BeforeEach
  void start() throws IOException {
    broker = TestBroker.in(folder, new HostPort("127.0.0.1", 0));
    broker.declare(QUEUE);
    String at = broker.addresses().get(0).replace("core ", "tcp://");
    ActiveMQConnectionFactory plain = new ActiveMQConnectionFactory(at);
    plain.setOutgoingInterceptorList(Rollbacks.class.getName());
    pool = new JmsPool(() -> SparingSessions.of(plain));
    Rollbacks.ASKED.set(0);
  }

  @AfterEach
  void stop() throws IOException {
    pool.close();
    broker.close();
  }

  @Test
  void aSessionWhoseSendsAreCommittedGoesBackWithoutARollback() throws JMSException {
    for (int n = 0; n < 20; n++) {
      send(true);
    }
    assertThat(Rollbacks.ASKED).hasValue(0);
    for (int n = 0; n < 20; n++) {
      assertThat(take(true)).isEqualTo("mail");
    }
  }

  @Test
  void whatWasSentAndNotCommittedIsGone() throws JMSException {
    send(true);
    send(false); // over the same session, which goes back with it
    send(true);
    assertThat(Rollbacks.ASKED).hasPositiveValue();
    assertThat(take(true)).isEqualTo("mail");
    assertThat(take(true)).isEqualTo("mail");
    assertThat(takeWithin(1_000, true)).isNull();
  }

  @Test
  void whatWasTakenAndNotCommittedComesAgain() throws JMSException {
    send(true);
    assertThat(take(false)).isEqualTo("mail");
    assertThat(take(false)).isEqualTo("mail");
    assertThat(take(true)).isEqualTo("mail");
    assertThat(takeWithin(1_000, true)).isNull();
  }

  private void send(boolean commit) throws JMSException {
    try (Connection connection = pool.factory().createConnection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(QUEUE))) {
      producer.send(session.createTextMessage("mail"));
      if (commit) {
        session.commit();
      }
    }
  }

  /** What was rolled back comes after a while. */
  private @Nullable String take(boolean commit) throws JMSException {
    return takeWithin(60_000, commit);
  }

  private @Nullable String takeWithin(long ms, boolean commit) throws JMSException {
    try (Connection connection = pool.factory().createConnection()) {
      connection.start();
      try (Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
          MessageConsumer consumer = session.createConsumer(session.createQueue(QUEUE))) {
        TextMessage message = (TextMessage) consumer.receive(ms);
        if (commit) {
          session.commit();
        }
        return message == null ? null : message.getText();
      }
    }
  }
}
