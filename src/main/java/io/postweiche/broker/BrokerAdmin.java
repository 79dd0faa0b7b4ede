package io.postweiche.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQSession;
import org.apache.activemq.artemis.utils.SelectorTranslator;
import org.jspecify.annotations.Nullable;
import org.messaginghub.pooled.jms.JmsPoolSession;

/**
 * What the broker tells of its queues, asked by management messages: the same embedded or external.
 */
public final class BrokerAdmin {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_MS = 10_000;
  private static final String MANAGEMENT = "activemq.management";

  // below the management address nothing is ever full: an operator must be able to look, to suspend
  // and to resume when the disk is
  private static final String REPLIES = MANAGEMENT + ".replies.";

  private final ConnectionFactory connections;

  public BrokerAdmin(ConnectionFactory connections) {
    this.connections = connections;
  }

  /**
   * A queue as it is now.
   *
   * @param depth all messages, scheduled ones included
   * @param scheduled hidden until their next attempt
   */
  public record QueueState(
      String name, long depth, long scheduled, int consumers, boolean paused) {}

  /** The router's queues ({@code mail.…}), by name. */
  public List<QueueState> queues() throws IOException {
    return queues("name", "CONTAINS", "mail.");
  }

  /** Those of them in which something lies, scheduled or under way included. */
  public Set<String> filled() throws IOException {
    return queues("messageCount", "GREATER_THAN", "0").stream()
        .map(QueueState::name)
        .collect(Collectors.toSet());
  }

  private List<QueueState> queues(String field, String operation, String value) throws IOException {
    String filter =
        JSON.createObjectNode()
            .put("field", field)
            .put("operation", operation)
            .put("value", value)
            .toString();
    List<QueueState> states = new ArrayList<>();
    for (JsonNode queue :
        parse(invoke(ResourceNames.BROKER, "listQueues", filter, 1, 100_000)).path("data")) {
      if (queue.path("name").asText().startsWith("mail.")) {
        states.add(
            new QueueState(
                queue.path("name").asText(),
                queue.path("messageCount").asLong(),
                queue.path("scheduledCount").asLong(),
                queue.path("consumerCount").asInt(),
                queue.path("paused").asBoolean()));
      }
    }
    states.sort(Comparator.comparing(QueueState::name));
    return states;
  }

  /**
   * How many messages of a queue match, counted by the broker.
   *
   * @param selector a JMS selector; null for all
   */
  public long count(String queue, @Nullable String selector) throws IOException {
    String filter = SelectorTranslator.convertToActiveMQFilterString(selector);
    String count = invoke(ResourceNames.QUEUE + queue, "countMessages", filter);
    return Long.parseLong(count);
  }

  private String invoke(String resource, String operation, @Nullable Object... parameters)
      throws IOException {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      ClientSession core = core(session);
      String address = REPLIES + UUID.randomUUID();
      core.createQueue(
          QueueConfiguration.of(address)
              .setRoutingType(RoutingType.ANYCAST)
              .setDurable(false)
              .setTemporary(true));
      Queue replies = session.createQueue(address);
      try (MessageConsumer consumer = session.createConsumer(replies)) {
        Message question = session.createMessage();
        JMSManagementHelper.putOperationInvocation(question, resource, operation, parameters);
        question.setJMSReplyTo(replies);
        session.createProducer(session.createQueue(MANAGEMENT)).send(question);
        return answer(consumer.receive(PATIENCE_MS));
      } finally {
        core.deleteQueue(address);
      }
    } catch (ActiveMQException | JMSException e) {
      throw new IOException("the broker did not answer: " + e.getMessage(), e);
    }
  }

  static ClientSession core(Session session) throws JMSException {
    Session plain =
        session instanceof JmsPoolSession pooled ? pooled.getInternalSession() : session;
    return ((ActiveMQSession) plain).getCoreSession();
  }

  private static String answer(@Nullable Message reply) throws IOException, JMSException {
    if (reply == null) {
      throw new IOException("the broker did not answer within 10 s");
    }
    try {
      Object result = JMSManagementHelper.getResult(reply);
      if (!JMSManagementHelper.hasOperationSucceeded(reply)) {
        throw new IOException("the broker refused to answer: " + result);
      }
      return String.valueOf(result);
    } catch (JMSException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the broker's answer could not be read: " + e.getMessage(), e);
    }
  }

  private static JsonNode parse(String json) throws IOException {
    return JSON.readTree(json);
  }
}
