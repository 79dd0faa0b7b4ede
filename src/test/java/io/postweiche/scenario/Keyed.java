package io.postweiche.scenario;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import org.jspecify.annotations.Nullable;

/** Posts with an {@code idempotencyKey}, from one client. */
final class Keyed implements AutoCloseable {
  private final JMSContext client;
  private final JMSProducer producer;
  private final Queue answers;

  Keyed(ConnectionFactory to) {
    this(to, null, null);
  }

  Keyed(ConnectionFactory to, @Nullable String user, @Nullable String password) {
    client =
        user == null
            ? to.createContext(JMSContext.AUTO_ACKNOWLEDGE)
            : to.createContext(user, password, JMSContext.AUTO_ACKNOWLEDGE);
    producer = client.createProducer();
    answers = client.createTemporaryQueue();
  }

  /** A small mail of {@code sender}, whose subject is what the key says. */
  void post(String key, String sender) {
    post(key, sender, key, null);
  }

  /** The same, and the next answer to it. */
  String ask(String key, String sender) {
    post(key, sender, key, answers);
    return answer();
  }

  void post(String key, String sender, String subject, @Nullable Destination replyTo) {
    TextMessage post =
        client.createTextMessage(
            "{\"from\":\"%s\",\"to\":\"kunde@example.org\",\"subject\":\"%s\",\"text\":\"x\"}"
                .formatted(sender, subject));
    try {
      post.setStringProperty("mailFormat", "json");
      post.setStringProperty("idempotencyKey", key);
      post.setJMSReplyTo(replyTo);
    } catch (jakarta.jms.JMSException e) {
      throw new IllegalStateException(e);
    }
    producer.send(client.createQueue("mail.submit"), post);
  }

  private String answer() {
    try (var consumer = client.createConsumer(answers)) {
      String answer = consumer.receiveBody(String.class, 60_000);
      if (answer == null) {
        throw new AssertionError("no answer");
      }
      return answer;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
