package io.postweiche.scenario;

import static io.postweiche.scenario.SomebodysBroker.PASSWORD;
import static io.postweiche.scenario.SomebodysBroker.USER;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.AfterAll;

/** The contract at somebody's Artemis, which speaks OpenWire as well. */
class ExternalPostingTest extends PostingContract {
  private SomebodysBroker broker;

  @Override
  RunningRouter router() throws Exception {
    broker = new SomebodysBroker(folder.resolve("broker")).start();
    return new RunningRouter(folder)
        .relay("a", relay, "senders: any", "null-sender: true", "limits: {connections: 1}")
        .brokerLines(
            "broker:", "  url: " + broker.url(), "  username: " + USER, "  password: " + PASSWORD)
        .start();
  }

  @AfterAll
  void stopBroker() throws Exception {
    router.close();
    broker.close();
  }

  @Override
  List<String> clientNames() {
    return List.of("core", "spring", "amqp", "stomp", "openwire");
  }

  @Override
  Map<String, Poster> clients() {
    int port = URI.create(broker.url()).getPort();
    Map<String, Poster> clients = new LinkedHashMap<>();
    clients.put(
        "core", new JakartaPoster(new ActiveMQConnectionFactory(broker.url()), USER, PASSWORD));
    clients.put(
        "spring", new SpringPoster(new ActiveMQConnectionFactory(broker.url()), USER, PASSWORD));
    clients.put(
        "amqp",
        new JakartaPoster(new JmsConnectionFactory("amqp://127.0.0.1:" + port), USER, PASSWORD));
    clients.put("stomp", new StompPoster("127.0.0.1", port, USER, PASSWORD));
    clients.put("openwire", new OpenWirePoster(broker.url(), USER, PASSWORD));
    return clients;
  }
}
