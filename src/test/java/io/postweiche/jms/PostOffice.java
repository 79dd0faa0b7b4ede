package io.postweiche.jms;

import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Submission;
import io.postweiche.spool.Spool;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real broker with a queue, a client of it, and a reader of what comes out. */
final class PostOffice {
  static final MailId ID = new MailId("ABCDEFGH12");
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final long MAX_SIZE = 8_000_000;

  private static final AtomicInteger NEXT = new AtomicInteger(700);

  /** Makes one message of a client. */
  interface Maker {
    Message make(JMSContext client) throws JMSException;
  }

  private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
  private final ConnectionFactory factory;
  private final JMSContext client;
  // kept open: a large message is read through the consumer that received it
  private final Map<String, JMSConsumer> consumers = new HashMap<>();
  private final PostReader reader;
  private final Path folder;

  PostOffice(Path folder) throws Exception {
    int number = NEXT.incrementAndGet();
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setLargeMessagesDirectory(folder.resolve("large").toString())
            .addAcceptorConfiguration("in-vm", "vm://" + number)
            .addAcceptorConfiguration("net", "tcp://127.0.0.1:0?protocols=AMQP,STOMP");
    broker.setConfiguration(configuration).start();
    factory = new ActiveMQConnectionFactory("vm://" + number);
    client = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    this.folder = folder.resolve("spool");
    Spool spool = new Spool(this.folder);
    spool.open();
    reader = new PostReader(spool, "relay.example.org", MAX_SIZE);
  }

  /** Of the listener for AMQP and STOMP. */
  int port() {
    return broker.getActiveMQServer().getRemotingService().getAcceptor("net").getActualPort();
  }

  /** What the reader makes of a message that went through the broker. */
  Post post(Maker maker) throws JMSException, IOException {
    return read(carried(maker));
  }

  /** The same without the way through the broker, for many. */
  Post unsent(Maker maker) throws JMSException, IOException {
    Message message = maker.make(client);
    if (message instanceof BytesMessage written) {
      written.reset(); // as a sent one is
    }
    return read(message);
  }

  Submission mail(Maker maker) throws JMSException, IOException {
    return readable(post(maker));
  }

  String fault(Maker maker) throws JMSException, IOException {
    return unreadable(post(maker));
  }

  /** What a client of another protocol has sent to {@code mail.submit}. */
  Post next() throws JMSException, IOException {
    return read(taken("mail.submit"));
  }

  /** Read, and what was taken out of the message dropped. */
  Post read(Message message) throws JMSException, IOException {
    Post post = reader.read(message, ID, NOW);
    if (post.taken() != null) {
      post.taken().close();
    }
    return post;
  }

  /** Read; the body of a large one is the caller's. */
  Post readKeeping(Message message) throws JMSException, IOException {
    return reader.read(message, ID, NOW);
  }

  /** The bodies that lie in the spool. */
  List<Path> spooled() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** A message as the broker gives it to a consumer. */
  Message carried(Maker maker) throws JMSException {
    forward("mail.submit", maker.make(client));
    return taken("mail.submit");
  }

  void forward(String queue, Message message) {
    client.createProducer().send(client.createQueue(queue), message);
  }

  Message taken(String queue) {
    Message message =
        consumers
            .computeIfAbsent(queue, name -> client.createConsumer(client.createQueue(name)))
            .receive(10_000);
    if (message == null) {
      throw new AssertionError("nothing came through " + queue);
    }
    return message;
  }

  static Submission readable(Post post) {
    if (post instanceof Post.Readable mail) {
      return mail.submission();
    }
    throw new AssertionError("unreadable: " + post);
  }

  static String unreadable(Post post) throws IOException {
    if (post instanceof Post.Unreadable fault) {
      return fault.reason();
    }
    String text =
        new String(readable(post).content().bytes(), java.nio.charset.StandardCharsets.UTF_8);
    throw new AssertionError("taken as a mail:\n" + text);
  }

  void close() throws Exception {
    client.close();
    ((ActiveMQConnectionFactory) factory).close();
    broker.stop();
  }
}
