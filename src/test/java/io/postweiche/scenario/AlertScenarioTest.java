package io.postweiche.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.testing.HookServer;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import io.postweiche.testing.ScriptedRelay.Received;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator hears of trouble, soon, once, and by a way that works. */
@Timeout(90)
class AlertScenarioTest {
  private static final String OPERATOR = "betrieb@wache.de";
  private static final String QUICK =
      "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%, remember-refusal: 0s}";

  @TempDir Path folder;
  private final ScriptedRelay a =
      ScriptedRelay.offering("8BITMIME").login("relay", "geheim").start();
  private final ScriptedRelay b = ScriptedRelay.offering("8BITMIME").start();
  private HookServer hook;
  private RunningRouter router;

  @BeforeEach
  void listen() throws Exception {
    hook = HookServer.http();
  }

  @AfterEach
  void stop() {
    router.close();
    hook.close();
    a.close();
    b.close();
  }

  @Test
  void aRefusedSenderIsToldByWebhookAndByTheOtherRelay() throws Exception {
    a.at(At.MAIL).on("firma.de").replies("550 Sender address is not allowed");
    start("1s");
    assertThat(router.send("vertrieb@firma.de", "kunde@example.org")).startsWith("250 ");
    await().until(() -> hook.got().size() == 1 && letters(b).size() == 1);
    JsonNode body = body(0);
    assertThat(body.at("/total").asLong()).isEqualTo(1);
    assertThat(body.at("/alerts/0/cause").asText()).isEqualTo("sender-refused");
    assertThat(body.at("/alerts/0/relay").asText()).isEqualTo("a");
    assertThat(body.at("/alerts/0/senderDomain").asText()).isEqualTo("firma.de");
    assertThat(body.at("/alerts/0/examples/0/detail").asText())
        .isEqualTo("550 Sender address is not allowed");
    assertThat(hook.got().get(0).signature()).isEqualTo(hmac(hook.got().get(0).body()));
    Received letter = letters(b).get(0);
    assertThat(letter.mail()).startsWith("MAIL FROM:<wache@firma.de>");
    MimeMessage message =
        new MimeMessage(
            Session.getInstance(new Properties()), new ByteArrayInputStream(letter.content()));
    assertThat(message.getSubject()).isEqualTo("Postweiche: Absender abgewiesen 1");
    assertThat((String) message.getContent())
        .contains(
            "Relay a weist Absender aus firma.de ab.", "550 Sender address", "\u00fcber Relay b");
    assertThat(letters(a)).isEmpty();
    await()
        .until(
            () ->
                metrics().contains("postweiche_alerts_total{channel=\"mail\",result=\"sent\"} 1")
                    && metrics()
                        .contains(
                            "postweiche_alerts_total{channel=\"webhook\",result=\"sent\"} 1"));
  }

  @Test
  void aRefusedLoginIsToldOnceWhoeverFindsIt() throws Exception {
    a.at(At.CONNECT).closes("421 4.3.2 closing");
    start("1s");
    for (int i = 0; i < 4; i++) {
      router.send("m" + i + "@firma.de", "k@example.org");
    }
    await().until(() -> router.get("/api/v1/relays").contains("\"cause\":\"fault\""));
    assertThat(hook.got()).isEmpty();
    a.changeLogin("relay", "anders");
    a.forgetScript(); // from now on a probe, without a mail, finds the password wrong
    await().until(() -> hook.got().size() == 1 && letters(b).size() == 1);
    assertThat(body(0).at("/alerts/0/cause").asText()).isEqualTo("login-refused");
    assertThat(body(0).at("/alerts/0/relay").asText()).isEqualTo("a");
    assertThat(body(0).at("/alerts/0/examples/0/detail").asText()).contains("535");
    assertThat(a.messages()).isEmpty();
    router.post("/api/v1/relays/a/resume", "{}"); // asked again: the same outage
    await().until(() -> a.commands().stream().filter(c -> c.startsWith("AUTH")).count() >= 2);
    oneMore();
    assertThat(body(1).at("/total").asLong()).isEqualTo(1);
    assertThat(body(1).at("/alerts/0/cause").asText()).isEqualTo("dead-letter");
  }

  @Test
  void hundredsOfDeadLettersAreOneMessage() throws Exception {
    a.at(At.RCPT).on("example.org").replies("550 5.1.1 no such user");
    start("5s");
    router.post("/api/v1/relays/a/suspend", "{}");
    for (int i = 0; i < 300; i++) {
      router.send("vertrieb@firma.de", "k" + i + "@example.org");
    }
    router.post("/api/v1/relays/a/resume", "{}");
    await().atMost(Duration.ofSeconds(60)).until(() -> hook.got().size() == 1);
    assertThat(body(0).at("/total").asLong()).isEqualTo(300);
    assertThat(body(0).at("/alerts")).hasSize(1);
    assertThat(body(0).at("/alerts/0/reason").asText()).isEqualTo("recipient-refused");
    // the relay is not to blame for its recipients, and may carry the news
    await().until(() -> letters(a).size() == 1);
    assertThat(letters(b)).isEmpty();
    assertThat(new String(letters(a).get(0).content(), UTF_8)).contains("Anzahl: 300");
  }

  @Test
  void anAlertThatFailsMakesNoAlertAndNoReport() throws Exception {
    a.at(At.MAIL).on("firma.de").replies("550 Sender address is not allowed");
    b.at(At.RCPT).on("wache.de").replies("550 5.1.1 no such operator");
    start("500ms", "bounces: {from: postmaster@firma.de, relays: [b]}");
    router.send("vertrieb@firma.de", "kunde@example.org");
    await().until(() -> dead().contains("\"recipients\":[\"" + OPERATOR + "\"]"));
    assertThat(hook.got()).hasSize(1);
    oneMore();
    assertThat(hook.got()).hasSize(2);
    assertThat(body(1).at("/total").asLong()).isEqualTo(1);
    assertThat(body(1).at("/alerts/0/senderDomain").asText()).isEqualTo("nirgends.de");
    assertThat(b.messages()).noneMatch(mail -> mail.recipients().contains("wache@firma.de"));
  }

  @Test
  void anAlertWhoseSenderIsRefusedGoesThroughTheNextRelay() throws Exception {
    a.at(At.MAIL).on("firma.de").replies("550 Sender address is not allowed");
    b.at(At.MAIL).on("wache@firma.de").replies("550 Sender address is not allowed");
    try (ScriptedRelay c = ScriptedRelay.start()) {
      router = new RunningRouter(folder).relay("a", a, keys()).relay("b", b, "senders: any");
      router.relay("c", c, "senders: any").senders("firma.de: [a, b]");
      router.with(QUICK, alerts("500ms")).start();
      router.send("vertrieb@firma.de", "kunde@example.org");
      await().until(() -> letters(c).size() == 1);
      assertThat(hook.got()).hasSize(1);
      assertThat(letters(b)).isEmpty();
      c.at(At.MAIL).on("wache@firma.de").replies("550 Sender address is not allowed");
      router.send("vertrieb@firma.de", "kunde@example.org");
      await().until(() -> metrics().contains("channel=\"mail\",result=\"no-relay\"} 1"));
      assertThat(hook.got()).hasSize(2);
    }
  }

  @Test
  void whereNoOtherRelayIsLeftTheWebhookAloneIsTold() throws Exception {
    a.at(At.MAIL).replies("550 Sender address is not allowed");
    router = new RunningRouter(folder).relay("a", a, keys()).senders("firma.de: a");
    router.with(QUICK, alerts("500ms")).start();
    router.send("vertrieb@firma.de", "kunde@example.org");
    await().until(() -> hook.got().size() == 1);
    assertThat(body(0).at("/total").asLong()).isEqualTo(2); // the refusal, and a dead letter of it
    // what the operator copies is what the commands know
    assertThat(dead()).contains("\"id\":\"" + body(0).at("/alerts/1/examples/0/mailId").asText());
    await().until(() -> metrics().contains("alerts_total{channel=\"mail\",result=\"no-relay\"} 1"));
    assertThat(a.messages()).isEmpty();
  }

  @Test
  void aServerThatWasAwayIsToldWhenItIsBack() throws Exception {
    int port = hook.port();
    hook.close();
    start("500ms");
    router.send("a@nirgends.de", "kunde@example.org");
    await()
        .until(() -> metrics().contains("alerts_total{channel=\"webhook\",result=\"failed\"} 2"));
    router.send("b@nirgends.de", "kunde@example.org");
    hook = HookServer.http(port);
    await().until(() -> hook.got().size() == 2);
    assertThat(body(0).at("/total").asLong()).isEqualTo(1);
    assertThat(body(1).at("/total").asLong()).isEqualTo(1);
    assertThat(body(0).at("/id").asText()).isNotEqualTo(body(1).at("/id").asText());
  }

  @Test
  void whatNobodyWantsToHearIsNotTold() throws Exception {
    start("500ms", "[login-refused, sender-refused]");
    router.send("a@nirgends.de", "kunde@example.org");
    await().until(() -> dead().contains("unroutable"));
    router.reconfigure();
    a.at(At.MAIL).on("firma.de").replies("550 Sender address is not allowed");
    router.send("vertrieb@firma.de", "kunde@example.org");
    await().until(() -> hook.got().size() == 1);
    assertThat(body(0).at("/total").asLong()).isEqualTo(1);
    assertThat(body(0).at("/alerts/0/cause").asText()).isEqualTo("sender-refused");
  }

  /** A dead letter of another kind, told by a message of its own. */
  private void oneMore() throws Exception {
    int before = hook.got().size();
    router.send("x@nirgends.de", "kunde@example.org");
    await().until(() -> hook.got().size() > before);
  }

  private void start(String bundle, String... more) throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", a, keys())
            .relay("b", b, "senders: any", "null-sender: true")
            .senders("firma.de: [a, b]", "wache.de: b");
    boolean causes = more.length == 1 && more[0].startsWith("[");
    String on = causes ? ", on: " + more[0] : "";
    router
        .with(QUICK, alerts(bundle).replace("}", on + "}"), causes ? "" : String.join("\n", more))
        .start();
  }

  private String alerts(String bundle) {
    return "alerts: {webhook: \"%s\", secret: teilen, mail: %s, from: wache@firma.de, bundle: %s}"
        .formatted(hook.url(), OPERATOR, bundle);
  }

  private static String[] keys() {
    return new String[] {"senders: any", "username: relay", "password: geheim"};
  }

  private static List<Received> letters(ScriptedRelay relay) {
    return relay.messages().stream().filter(m -> m.recipients().contains(OPERATOR)).toList();
  }

  private JsonNode body(int index) throws Exception {
    return new ObjectMapper().readTree(hook.got().get(index).body());
  }

  private String dead() throws Exception {
    return router.get("/api/v1/dead");
  }

  private String metrics() throws Exception {
    return router.get("/metrics");
  }

  private static String hmac(String body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("teilen".getBytes(UTF_8), "HmacSHA256"));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(UTF_8)));
  }
}
