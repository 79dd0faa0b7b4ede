package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import jakarta.jms.JMSRuntimeException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 between a post and its repeat, and in the midst of taking both. */
@Timeout(300)
class IdempotencyCrashTest {
  private static final int KEYS = 150;

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void whatIsPostedAgainAfterAKillIsOneMail() throws Exception {
    relay.at(At.CONNECT).closes("421 4.3.2 not now"); // so that what was taken can be counted
    Path config = config();
    for (int round = 0; round < 2; round++) {
      try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
        List<Thread> clients = List.of(posting(router), posting(router), posting(router));
        clients.forEach(Thread::start);
        int from = 20 + round * 40;
        await().atMost(60, TimeUnit.SECONDS).until(() -> depth(router) >= from);
        router.kill();
        for (Thread client : clients) {
          client.join();
        }
      }
    }
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config, List.of())) {
      Thread all = posting(router);
      all.start();
      all.join();
      await().atMost(60, TimeUnit.SECONDS).until(() -> queue(router, "mail.submit") == 0);
      assertThat(queue(router, "mail.dead.malformed")).isZero();
      assertThat(depth(router)).as("each key once").isEqualTo(KEYS);
    }
  }

  /** Posts every key once, each as the mail of its own sender, until the router is gone. */
  private static Thread posting(RouterInItsOwnProcess router) {
    return new Thread(
        () -> {
          String url = "tcp://" + router.broker("core") + "?reconnectAttempts=0&callTimeout=10000";
          try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url);
              Keyed client = new Keyed(factory)) {
            for (int key = 0; key < KEYS; key++) {
              client.post("order-" + key, "erp" + key + "@meinefirma.de");
            }
          } catch (JMSRuntimeException e) {
            return; // killed
          }
        });
  }

  private static long depth(RouterInItsOwnProcess router) throws Exception {
    return queue(router, "mail.relay.a") + queue(router, "mail.bulk.a");
  }

  private static long queue(RouterInItsOwnProcess router, String name) throws Exception {
    String json =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + router.api() + "/api/v1/queues"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher found =
        Pattern.compile("\"name\":\"" + Pattern.quote(name) + "\",\"depth\":(\\d+)").matcher(json);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  private Path config() throws Exception {
    Path config = folder.resolve("postweiche.yaml");
    Files.writeString(
        config,
        """
        hostname: relay.meinefirma.de
        data: %s
        listen: [{address: "127.0.0.1:0"}]
        relays: {a: {host: localhost, port: %d, tls: none, senders: any}}
        senders: {"*": a}
        retry: {first: 1s, factor: 1, max: 1s}
        broker: {listen: {core: "127.0.0.1:0", amqp: off, stomp: off}}
        console: {address: "127.0.0.1:0"}
        """
            .formatted(folder.resolve("data"), relay.port()));
    return config;
  }
}
