package io.postweiche.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.testing.ScriptedRelay;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract section 4, the same over each protocol, by clients that were not written here. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostingContract {
  private static final String ERP = "erp@meinefirma.de";

  Path folder;
  final ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
  RunningRouter router;
  private final Map<String, Poster> posters = new LinkedHashMap<>();

  /** Starts the router at its broker. */
  abstract RunningRouter router() throws Exception;

  /** Each client by its protocol. */
  abstract Map<String, Poster> clients() throws Exception;

  @BeforeAll
  void start(@TempDir Path given) throws Exception {
    folder = given;
    router = router();
    posters.putAll(clients());
    for (Map.Entry<String, Poster> one : posters.entrySet()) { // a queue of its own for answers
      one.getValue().post(json("begins " + one.getKey()).answeredIn(answers(one.getKey()), null));
      patiently()
          .ignoreExceptions()
          .until(
              () -> posters.get("core").answer(answers(one.getKey())).text().contains("delivered"));
    }
  }

  @AfterAll
  void stop() throws Exception {
    for (Poster poster : posters.values()) {
      poster.close();
    }
    router.close();
    relay.close();
  }

  List<String> protocols() throws Exception {
    return List.copyOf(clientNames());
  }

  abstract List<String> clientNames();

  /** The STOMP client of Vert.x names no client-id at its CONNECT, which a durable one needs. */
  List<String> subscribers() {
    return clientNames().stream().filter(name -> !name.equals("stomp")).toList();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void threeForms(String protocol) throws Exception {
    Poster poster = posters.get(protocol);
    String whole = Messages.small(ERP, "kunde@example.org") + "Gr\u00fc\u00dfe\r\n";
    byte[] octets = (named(protocol + " octets") + whole).getBytes(UTF_8);
    poster.post(Letter.of(octets));
    poster.post(Letter.of(named(protocol + " text") + whole, "mailFormat", "rfc5322"));
    poster.post(json(protocol + " json"));
    poster.post(
        Letter.of(
            "Gr\u00fc\u00dfe",
            "mailFormat",
            "properties",
            "From",
            "ERP <" + ERP + ">",
            "To",
            "kunde@example.org",
            "Cc",
            "zweiter@example.org",
            "Bcc",
            "dritter@example.org",
            "Subject",
            protocol + " properties",
            "contentType",
            "text/html"));
    poster.post(
        Letter.of(
            new byte[] {0, 1, (byte) 0xff},
            "mailFormat",
            "properties",
            "From",
            ERP,
            "To",
            "kunde@example.org",
            "Subject",
            protocol + " binary",
            "contentType",
            "application/pdf"));
    assertThat(mail(protocol + " octets")).endsWith(new String(octets, UTF_8));
    assertThat(mail(protocol + " text")).endsWith(named(protocol + " text") + whole);
    assertThat(mail(protocol + " json")).contains("Hallo");
    assertThat(mail(protocol + " properties"))
        .contains("Content-Type: text/html", "Cc: zweiter@example.org")
        .doesNotContain("dritter");
    assertThat(message(protocol + " properties").recipients()).hasSize(3);
    assertThat(mail(protocol + " binary")).contains("Content-Type: application/pdf", "AAH/");
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void theEnvelopeTheAnswerAndTheKey(String protocol) throws Exception {
    Poster poster = posters.get(protocol);
    Letter letter =
        Letter.of(
                json(protocol + " keyed").body(),
                "mailFrom",
                "",
                "rcptTo",
                "one@example.org, two@example.org",
                "expiresAt",
                Instant.now().plusSeconds(3600).toString(),
                "idempotencyKey",
                protocol + "-4711")
            .answeredIn(answers(protocol), "order 4711");
    poster.post(letter);
    Poster.Answered answer = answer(protocol, "one@example.org");
    assertThat(answer.correlation()).isEqualTo("order 4711");
    assertThat(answer.text())
        .contains("\"event\":\"delivered\"", "\"sender\":\"\"", "one@example.org");
    assertThat(message(protocol + " keyed").mail()).startsWith("MAIL FROM:<>");
    poster.post(letter);
    Poster.Answered repeat = answer(protocol, "\"event\":\"duplicate\"");
    assertThat(repeat.correlation()).isEqualTo("order 4711");
    assertThat(repeat.text()).contains("\"event\":\"duplicate\"");
    assertThat(id(repeat.text())).isEqualTo(id(answer.text()));
    assertThat(many(protocol + " keyed")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void times(String protocol) throws Exception {
    Poster poster = posters.get(protocol);
    long notBefore = System.currentTimeMillis() + 1500;
    poster.post(with(json(protocol + " later"), "notBefore", notBefore));
    poster.post(
        with(json(protocol + " too late"), "expiresAt", System.currentTimeMillis() - 1000)
            .answeredIn(answers(protocol), null));
    Poster.Answered dead = answer(protocol, "\"event\":\"dead\"");
    assertThat(dead.text()).contains("\"event\":\"dead\"", "mail.dead.expired");
    if (!protocol.equals("stomp")) { // which has none
      assertThat(dead.correlation()).as("the post's own JMSMessageID").isNotBlank();
    }
    message(protocol + " later");
    assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(notBefore);
    assertThat(many(protocol + " too late")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void theHigherPriorityLeavesFirst(String protocol) throws Exception {
    Poster poster = posters.get(protocol);
    router.post("/api/v1/relays/a/suspend", "{}");
    poster.post(json(protocol + " low").withPriority(1));
    poster.post(json(protocol + " high").withPriority(9));
    patiently()
        .until(
            () -> router.get("/api/v1/queues").contains("\"name\":\"mail.relay.a\",\"depth\":2"));
    router.post("/api/v1/relays/a/resume", "{}");
    message(protocol + " low");
    message(protocol + " high");
    List<String> all = relay.messages().stream().map(PostingContract::text).toList();
    assertThat(index(all, protocol + " high")).isLessThan(index(all, protocol + " low"));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void whatIsRolledBackIsNeverSent(String protocol) throws Exception {
    Poster poster = posters.get(protocol);
    poster.together(letters(protocol + " undone ", 20), false);
    poster.together(letters(protocol + " done ", 20), true);
    patiently().until(() -> many(protocol + " done ").size() == 20);
    assertThat(many(protocol + " undone ")).isEmpty();
    assertThat(router.get("/api/v1/queues")).contains("\"name\":\"mail.submit\",\"depth\":0");
  }

  @ParameterizedTest
  @MethodSource("subscribers")
  void aDurableSubscriberMissesNoEvent(String protocol) throws Exception {
    Poster poster = posters.get(protocol);
    poster.subscribe("erp-" + protocol);
    poster.post(json(protocol + " told"));
    message(protocol + " told");
    String accepted = poster.event("erp-" + protocol, protocol + " told");
    assertThat(accepted).contains("\"event\":\"accepted\"");
    assertThat(poster.event("erp-" + protocol, id(accepted))).contains("\"event\":\"delivered\"");
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void whatCannotBeReadIsParkedWithItsReason(String protocol) throws Exception {
    Poster poster = posters.get(protocol);
    poster.post(with(json(protocol + " x"), "mailFormat", "xml-" + protocol));
    poster.post(with(json(protocol + " x"), "notBefore", "soon " + protocol));
    poster.post(with(json(protocol + " x"), "idempotencyKey", protocol.repeat(70)));
    poster.post(json(protocol + " x").answeredIn("mail.relay.a", null));
    patiently()
        .untilAsserted(
            () ->
                assertThat(router.get("/api/v1/dead?limit=1000"))
                    .contains(
                        "wanted, not 'xml-" + protocol + "'",
                        "wanted, not 'soon " + protocol + "'",
                        "1 to 255 characters without controls wanted, not '" + protocol + protocol,
                        "'mail.relay.a' is the router's own"));
    assertThat(many(protocol + " x")).isEmpty();
  }

  /** The first answer with this text: one that came while a client left may come once more. */
  private Poster.Answered answer(String protocol, String text) throws Exception {
    while (true) {
      Poster.Answered answer = posters.get(protocol).answer(answers(protocol));
      if (answer.text().contains(text)) {
        return answer;
      }
    }
  }

  static String answers(String protocol) {
    return "erp.answers." + protocol;
  }

  private static List<Letter> letters(String subject, int count) {
    return IntStream.range(0, count).mapToObj(i -> json(subject + i)).toList();
  }

  static Letter json(String subject) {
    return Letter.of(
        "{\"from\":\"%s\",\"to\":\"kunde@example.org\",\"subject\":\"%s\",\"text\":\"Hallo\"}"
            .formatted(ERP, subject),
        "mailFormat",
        "json");
  }

  private static Letter with(Letter letter, String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(letter.properties());
    more.put(name, value);
    return new Letter(letter.body(), more, letter.priority(), letter.correlation(), null);
  }

  private static String named(String subject) {
    return "X-Test: " + subject + "\r\n";
  }

  private static String id(String event) {
    return event.replaceAll(".*\"mailId\":\"([A-Z0-9]+)\".*", "$1");
  }

  private static int index(List<String> all, String subject) {
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i).contains(subject))
        .findFirst()
        .orElseThrow();
  }

  private List<ScriptedRelay.Received> many(String subject) {
    return new ArrayList<>(
        relay.messages().stream().filter(message -> text(message).contains(subject)).toList());
  }

  private ScriptedRelay.Received message(String subject) {
    patiently().until(() -> !many(subject).isEmpty());
    return many(subject).get(0);
  }

  private String mail(String subject) {
    return text(message(subject));
  }

  private static String text(ScriptedRelay.Received message) {
    return new String(message.content(), UTF_8);
  }

  static ConditionFactory patiently() {
    return await().atMost(60, TimeUnit.SECONDS);
  }
}
