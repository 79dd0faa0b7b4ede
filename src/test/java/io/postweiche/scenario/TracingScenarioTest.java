package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.Collector;
import io.postweiche.testing.Collector.Told;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the application's {@code traceparent} to the delivery, one trace, in a real collector. */
class TracingScenarioTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";
  private static final String SENDER = "vertrieb@meinefirma.de";
  private static final String RECIPIENT = "kunde@example.org";
  private static final String RETRY =
      "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%, failover-after: 1m}";

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();
  private Collector collector;
  private RunningRouter router;

  @BeforeEach
  void prepare() throws Exception {
    collector = Collector.start();
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any", "null-sender: true")
            .senders("meinefirma.de: a", "\"<>\": a");
  }

  @AfterEach
  void stop() {
    router.close();
    relay.close();
    collector.close();
  }

  @Test
  void anApplicationsTraceGoesOnToTheDelivery() throws Exception {
    router.with(RETRY, tracing("headers: {x-token: geheim}")).start();
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      var events = session.createConsumer(session.createTopic("mail.events"));
      post("00-" + TRACE + "-" + SPAN + "-01");
      assertThat(((TextMessage) events.receive(10_000)).getText())
          .contains("\"event\":\"accepted\"", "\"traceId\":\"" + TRACE + "\"");
    }
    await().until(() -> collector.spans().size() == 3);
    assertThat(collector.spans()).extracting(Told::trace).containsOnly(TRACE);
    Told accept = only("accept");
    assertThat(accept.parent()).isEqualTo(SPAN);
    assertThat(accept.attributes()).containsEntry("postweiche.protocol", "JMS");
    assertThat(only("decide").parent()).isEqualTo(accept.id());
    assertThat(only("decide").attributes()).containsEntry("postweiche.relay", "a");
    Told deliver = only("deliver");
    assertThat(deliver.parent()).isEqualTo(accept.id());
    assertThat(deliver.error()).isFalse();
    assertThat(deliver.nanos()).isPositive().isLessThan(Duration.ofSeconds(20).toNanos());
    assertThat(deliver.attributes())
        .containsEntry("postweiche.relay", "a")
        .containsEntry("postweiche.stage", "EOD")
        .containsEntry("postweiche.reply.code", "250")
        .containsEntry("postweiche.verdict", "delivered")
        .containsEntry("postweiche.attempt", "1")
        .containsEntry(
            "postweiche.mail.id", String.valueOf(accept.attributes().get("postweiche.mail.id")));
    assertThat(collector.tokens()).containsOnly("geheim");
    assertThat(collector.everything())
        .contains("relay.meinefirma.de")
        .doesNotContain("@meinefirma", "@example", "hello");
    assertThat(router.get("/metrics")).contains("postweiche_spans_total{fate=\"sent\"} 3");
    await().until(() -> router.get("/api/v1/track?q=" + TRACE).contains("\"traceId\":\"" + TRACE));
  }

  @Test
  void theTraceOutlivesRetriesAndARestart() throws Exception {
    relay.at(At.RCPT).replies("450 4.2.1 <" + RECIPIENT + "> not now");
    router.with(RETRY, tracing("addresses: false")).start();
    post("00-" + TRACE + "-" + SPAN + "-01");
    await().until(() -> collector.spans("deliver").size() >= 2);
    router.restart();
    int before = collector.spans("deliver").size();
    relay.at(At.RCPT).replies("250 ok");
    await().until(() -> relay.messages().size() == 1);
    await().until(() -> collector.spans("deliver").stream().anyMatch(span -> !span.error()));
    List<Told> attempts = collector.spans("deliver");
    assertThat(attempts).hasSizeGreaterThan(before);
    assertThat(attempts).extracting(Told::trace).containsOnly(TRACE);
    assertThat(attempts).extracting(Told::parent).containsOnly(only("accept").id());
    assertThat(attempts.get(0).error()).isTrue();
    assertThat(attempts.get(0).attributes())
        .containsEntry("postweiche.reply.code", "450")
        .containsEntry("postweiche.stage", "RCPT");
    assertThat(attempts)
        .extracting(span -> span.attributes().get("postweiche.attempt"))
        .doesNotHaveDuplicates();
    assertThat(collector.everything()).doesNotContain("@meinefirma", "@example");
  }

  @Test
  void aReportAndItsOwnWayBelongToTheTrace() throws Exception {
    relay.at(At.RCPT).on(RECIPIENT).replies("550 5.1.1 gone");
    String bounces = "bounces: {from: postmaster@meinefirma.de, relays: [a]}";
    router.with(RETRY, bounces, tracing("addresses: true")).start();
    assertThat(router.send(SENDER, RECIPIENT)).startsWith("250 ");
    await().until(() -> collector.spans("deliver").size() == 2);
    await().until(() -> collector.spans("report").size() == 1);
    Told accept = only("accept");
    assertThat(accept.parent()).isEmpty();
    assertThat(accept.attributes())
        .containsEntry("postweiche.protocol", "ESMTP")
        .containsEntry("postweiche.sender", SENDER);
    assertThat(collector.spans()).extracting(Told::trace).containsOnly(accept.trace());
    Told report = only("report");
    assertThat(report.parent()).isEqualTo(accept.id());
    assertThat(collector.spans("deliver"))
        .extracting(Told::parent)
        .containsExactlyInAnyOrder(accept.id(), report.id());
    assertThat(collector.everything()).contains(RECIPIENT);
  }

  @Test
  void whatIsNoTraceparentIsIgnored() throws Exception {
    router.with(RETRY, tracing("sample: 1")).start();
    post("00-" + TRACE + "-" + SPAN + "-01\r\nX-Evil: yes");
    post("00-" + TRACE.toUpperCase(Locale.ROOT) + "-" + SPAN + "-01");
    post(4711);
    await().until(() -> relay.messages().size() == 3);
    await().until(() -> collector.spans("deliver").size() == 3);
    assertThat(collector.spans("accept"))
        .hasSize(3)
        .allSatisfy(
            span -> {
              assertThat(span.parent()).isEmpty();
              assertThat(span.trace()).isNotEqualTo(TRACE);
            })
        .extracting(Told::trace)
        .doesNotHaveDuplicates();
    assertThat(router.get("/api/v1/dead")).doesNotContain("\"reason\"");
  }

  @Test
  void anApplicationDecidesWhetherItsTraceIsRecorded() throws Exception {
    router.with(RETRY, tracing("sample: 0")).start();
    post("00-" + TRACE + "-" + SPAN + "-00");
    assertThat(router.send(SENDER, RECIPIENT)).startsWith("250 ");
    post("00-" + TRACE + "-" + SPAN + "-01");
    await().until(() -> relay.messages().size() == 3);
    await().until(() -> collector.spans("deliver").size() == 1);
    router.close(); // what waits is sent
    assertThat(collector.spans()).hasSize(3).extracting(Told::trace).containsOnly(TRACE);
  }

  @Test
  void aCollectorThatIsAwayStopsNothingAndIsFoundAgain() throws Exception {
    int port = collector.port();
    collector.close();
    router.with(RETRY, "tracing: {endpoint: \"http://127.0.0.1:" + port + "\"}").start();
    for (int i = 0; i < 20; i++) {
      assertThat(router.send(SENDER, i + "@example.org")).startsWith("250 ");
    }
    await().until(() -> relay.messages().size() == 20);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> router.get("/metrics").contains("postweiche_spans_total{fate=\"dropped\"} 60.0"));
    collector = Collector.start(port);
    assertThat(router.send(SENDER, "last@example.org")).startsWith("250 ");
    await().atMost(Duration.ofSeconds(60)).until(() -> collector.spans("deliver").size() == 1);
  }

  @Test
  void aCollectorThatNeverAnswersHoldsUpNeitherMailNorStop() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      int port = silent.getLocalPort();
      router.with(RETRY, "tracing: {endpoint: \"http://127.0.0.1:" + port + "\"}").start();
      for (int i = 0; i < 20; i++) {
        assertThat(router.send(SENDER, i + "@example.org")).startsWith("250 ");
      }
      await().until(() -> relay.messages().size() == 20);
      long began = System.nanoTime();
      router.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void withoutTracingTheApplicationsTraceStaysWithTheMail() throws Exception {
    router.with(RETRY).start();
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      var events = session.createConsumer(session.createTopic("mail.events"));
      post("00-" + TRACE + "-" + SPAN + "-01");
      assertThat(((TextMessage) events.receive(10_000)).getText()).contains(TRACE);
      assertThat(((TextMessage) events.receive(10_000)).getText())
          .contains("\"event\":\"delivered\"", TRACE);
    }
    assertThat(router.get("/metrics")).doesNotContain("postweiche_spans");
  }

  private Told only(String name) {
    assertThat(collector.spans(name)).as(name).hasSize(1);
    return collector.spans(name).get(0);
  }

  private String tracing(String more) {
    return "tracing: {endpoint: \"http://127.0.0.1:" + collector.port() + "\", " + more + "}";
  }

  private void post(Object traceparent) throws Exception {
    try (Connection connection = router.jms().createConnection();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      Message message = session.createTextMessage(Messages.small(SENDER, RECIPIENT));
      message.setObjectProperty("traceparent", traceparent);
      session.createProducer(session.createQueue("mail.submit")).send(message);
    }
  }
}
