package io.postweiche.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.jms.JmsConnectionFactory;

/** The contract at the embedded broker. */
class EmbeddedPostingTest extends PostingContract {
  @Override
  RunningRouter router() throws Exception {
    return new RunningRouter(folder)
        .relay("a", relay, "senders: any", "null-sender: true", "limits: {connections: 1}")
        .start();
  }

  @Override
  List<String> clientNames() {
    return List.of("core", "spring", "amqp", "stomp");
  }

  @Override
  Map<String, Poster> clients() {
    String[] stomp = router.broker("stomp").split(":");
    Map<String, Poster> clients = new LinkedHashMap<>();
    clients.put("core", new JakartaPoster(router.jms(), null, null));
    clients.put("spring", new SpringPoster(router.jms(), null, null));
    clients.put(
        "amqp",
        new JakartaPoster(new JmsConnectionFactory("amqp://" + router.broker("amqp")), null, null));
    clients.put("stomp", new StompPoster(stomp[0], Integer.parseInt(stomp[1]), null, null));
    return clients;
  }
}
