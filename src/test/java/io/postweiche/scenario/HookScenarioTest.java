package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.app.PostweicheRoutes;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody's routes at the three points where they may hook in. */
@Timeout(120)
class HookScenarioTest extends SomebodysCamel {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Look> looks = new CopyOnWriteArrayList<>();

  private record Look(String body, Map<String, Object> headers) {}

  @Test
  void newMailIsSeenWholeAndWhatIsDoneToItChangesNothing() throws Exception {
    at("direct:postweiche-before-deciding", this::look, exchange -> meddle(exchange));
    run();
    posts.post("a@meinefirma.de", "kunde@example.org");
    await().atMost(PATIENCE).until(() -> relay.messages().size() == 1);
    ScriptedRelay.Received sent = relay.messages().get(0);
    assertThat(looks).hasSize(1);
    assertThat(looks.get(0).body().strip())
        .isEqualTo(new String(sent.content(), StandardCharsets.UTF_8).strip())
        .startsWith("Received: ");
    assertThat(looks.get(0).headers())
        .containsEntry("mailFrom", "a@meinefirma.de")
        .containsEntry("senderDomain", "meinefirma.de")
        .containsEntry("rcptTo", "kunde@example.org")
        .containsOnlyKeys(
            "mailId", "mailFrom", "senderDomain", "rcptTo", "headerFrom", "acceptedAt", "size");
    assertThat(sent.recipients()).containsExactly("kunde@example.org");
  }

  /** The context's own policy for faults would swallow them: not those of the mail's way. */
  @Test
  void aFaultBeforeDecidingPutsTheMailBackAndItGoesOutOnceInTheEnd() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    camel
        .getCamelContextExtension()
        .setErrorHandlerFactory(new DeadLetterChannelDefinition("log:swallowed"));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:postweiche-before-deciding")
                .errorHandler(noErrorHandler())
                .process(exchange -> failTwice(calls));
          }
        });
    run();
    posts.post("a@meinefirma.de", "kunde@example.org");
    await().atMost(PATIENCE).until(() -> relay.messages().size() == 1);
    assertThat(calls).hasValue(3);
    await().atMost(PATIENCE).until(() -> posts.count("mail.submit") == 0);
    assertThat(relay.messages()).hasSize(1);
    assertThat(posts.count("mail.dead.malformed")).isZero();
  }

  @Test
  void aVerdictIsToldWhenItIsStoredAndAFaultThereTouchesNothing() throws Exception {
    at("direct:postweiche-after-verdict", this::look, exchange -> fail());
    run();
    relay.at(At.RCPT).on("later@").once().replies("451 4.2.1 not now");
    posts.post("a@meinefirma.de", "later@example.org");
    await().atMost(PATIENCE).until(() -> looks.size() == 2);
    assertThat(looks.get(0).headers())
        .containsEntry("event", "deferred")
        .containsEntry("relay", "a")
        .containsEntry("verdict", "temporary")
        .containsEntry("lastReply", "451 4.2.1 not now");
    assertThat(looks.get(0).body()).contains("\"event\":\"deferred\"", "\"reply\":\"451");
    assertThat(looks.get(1).headers()).containsEntry("event", "delivered");
    assertThat(relay.messages()).hasSize(1);
  }

  @Test
  void aDeadLetterIsSeenBeforeItIsStoredAndStoredWhateverTheRouteDoes() throws Exception {
    at("direct:postweiche-before-dead-letter", this::look, exchange -> fail());
    run();
    relay.at(At.RCPT).on("nobody@").replies("550 5.1.1 no such user");
    posts.post("a@meinefirma.de", "nobody@example.org");
    assertThat(posts.receive("mail.dead.recipient-refused").getStringProperty("rcptTo"))
        .isEqualTo("nobody@example.org");
    assertThat(looks).hasSize(1);
    assertThat(looks.get(0).headers())
        .containsEntry("reason", "recipient-refused")
        .containsEntry("lastReply", "550 5.1.1 no such user");
    assertThat(looks.get(0).body()).contains("Subject: hello");
    posts.post("not an address", "nobody@example.org");
    assertThat(posts.receive("mail.dead.malformed")).isNotNull();
    assertThat(looks.get(1).headers()).containsEntry("reason", "malformed");
  }

  private void run() throws Exception {
    camel.start();
    PostweicheRoutes.load(camel, posts.factory(), SomebodysPosts.config(folder, relay.port()));
  }

  private void at(String point, Processor... steps) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            var route = from(point).errorHandler(noErrorHandler());
            for (Processor step : steps) {
              route.process(step);
            }
          }
        });
  }

  /** Reads the body twice, as a route may. */
  private void look(Exchange exchange) {
    String first = exchange.getIn().getBody(String.class);
    String body = exchange.getIn().getBody(String.class);
    assertThat(body).isEqualTo(first);
    looks.add(new Look(body, Map.copyOf(exchange.getIn().getHeaders())));
  }

  private static void meddle(Exchange exchange) {
    exchange.getIn().setHeader("rcptTo", "evil@example.net");
    exchange.getIn().setHeader("CamelJmsDestinationName", "mail.dead.expired");
    exchange.getIn().setBody("other");
  }

  private static void failTwice(AtomicInteger calls) {
    if (calls.incrementAndGet() < 3) {
      fail();
    }
  }

  private static void fail() {
    throw new IllegalStateException("somebody's fault");
  }
}
