package io.postweiche.alert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.postweiche.config.Secret;
import io.postweiche.config.WebhookSettings;
import io.postweiche.core.mail.Language;
import io.postweiche.testing.HookServer;
import io.postweiche.testing.RelayCertificates;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The webhook against real servers. */
@Timeout(30)
class WebhookTest {
  private final Webhook webhook = new Webhook();

  @Test
  void postsTheBundleAsJson() throws Exception {
    try (HookServer server = HookServer.http()) {
      webhook.send(to(server, null), "ID1", Bundles.some(), "relay.meinefirma.de", Language.EN);
      HookServer.Got got = server.got().get(0);
      assertThat(got.path()).isEqualTo("/hook");
      assertThat(got.type()).isEqualTo("application/json; charset=utf-8");
      assertThat(got.signature()).isNull();
      JsonNode body = new ObjectMapper().readTree(got.body());
      assertThat(body.get("version").asInt()).isEqualTo(1);
      assertThat(body.get("id").asText()).isEqualTo("ID1");
      assertThat(body.get("router").asText()).isEqualTo("relay.meinefirma.de");
      assertThat(body.get("from").asText()).isEqualTo("2026-11-28T07:00:00Z");
      assertThat(body.get("until").asText()).isEqualTo("2026-11-28T07:00:05Z");
      assertThat(body.get("total").asLong()).isEqualTo(9);
      assertThat(body.get("notListed").asLong()).isZero();
      JsonNode refused = body.get("alerts").get(0);
      assertThat(refused.get("cause").asText()).isEqualTo("sender-refused");
      assertThat(refused.get("relay").asText()).isEqualTo("ionos");
      assertThat(refused.get("senderDomain").asText()).isEqualTo("firma.de");
      assertThat(refused.get("count").asLong()).isEqualTo(5);
      assertThat(refused.get("examples")).hasSize(3);
      assertThat(refused.at("/examples/0/mailId").asText()).isEqualTo("MAIL00000001");
      assertThat(refused.at("/examples/0/detail").asText()).startsWith("550 Sender");
      assertThat(refused.at("/commands/0").asText())
          .isEqualTo("postweiche dead list --reason sender-not-allowed --domain firma.de");
      assertThat(body.at("/alerts/2/reason").asText()).isEqualTo("unroutable");
      assertThat(body.get("text").asText()).startsWith("Postweiche: sender refused 5, login");
    }
  }

  /** Expected values by {@code openssl dgst -sha256 -hmac}, the first by RFC 4231, test case 2. */
  @Test
  void theSignatureIsThatOfOtherPrograms() {
    assertThat(Signature.of("what do ya want for nothing?".getBytes(UTF_8), new Secret("Jefe")))
        .isEqualTo("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThat(Signature.of("{\"total\":1}".getBytes(UTF_8), new Secret("what we share")))
        .isEqualTo("sha256=ed785c39086cf60c29a29f53ee384279f6f2710d5f4f575f202e648d93c76c92");
    assertThat(
            Signature.of(
                "{\"total\":1,\"text\":\"Gr\u00fc\u00dfe\"}".getBytes(UTF_8),
                new Secret("Schl\u00fcssel")))
        .isEqualTo("sha256=37fc9d36ed9c312399cbac3b082e1d9acbdff4c01a291a308131c6097521eea1");
  }

  @Test
  void signsTheBodyAsItIsSent() throws Exception {
    try (HookServer server = HookServer.http()) {
      Secret secret = new Secret("what we share");
      webhook.send(to(server, secret), "ID1", Bundles.some(), "h.de", Language.DE);
      HookServer.Got got = server.got().get(0);
      assertThat(got.signature()).isEqualTo(Signature.of(got.body().getBytes(UTF_8), secret));
      assertThat(got.body()).contains("Absender abgewiesen").doesNotContain("what we share");
    }
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    try (HookServer other = HookServer.http();
        HookServer server = HookServer.http()) {
      server.redirectsTo(other.url());
      assertThatThrownBy(() -> send(server))
          .isInstanceOf(IOException.class)
          .hasMessage("it answers 307; redirects are not followed");
      assertThat(server.got()).hasSize(1);
      assertThat(other.got()).isEmpty();
    }
  }

  @Test
  void whatIsNoSuccessIsAFault() throws Exception {
    try (HookServer server = HookServer.http().answers(503)) {
      assertThatThrownBy(() -> send(server)).hasMessage("it answers 503");
      server.answers(404);
      assertThatThrownBy(() -> send(server)).hasMessage("it answers 404");
      server.answers(200);
      assertThatCode(() -> send(server)).doesNotThrowAnyException();
    }
  }

  @Test
  void aServerThatIsNotThereIsToldWithoutItsAddress() throws Exception {
    HookServer server = HookServer.http();
    server.close();
    assertThatThrownBy(() -> send(server)).hasMessage("no connection");
  }

  @Test
  void aServerThatSaysNothingDoesNotHoldUsForEver() throws Exception {
    try (HookServer server = HookServer.http()) {
      server.fallsSilent();
      assertThatThrownBy(() -> send(server)).isInstanceOf(IOException.class);
      assertThat(server.got()).hasSize(1);
    }
  }

  @Test
  void aCertificateNobodyVouchesForIsRefused() throws Exception {
    RelayCertificates authority = new RelayCertificates();
    try (HookServer server = HookServer.https(authority.serving("localhost"))) {
      assertThatThrownBy(() -> send(server))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("certification path");
      assertThat(server.got()).isEmpty();
    }
  }

  @Test
  void theCertificateMustBeOfThatHost() throws Exception {
    RelayCertificates authority = new RelayCertificates();
    Webhook trusting = new Webhook(authority.trusting());
    try (HookServer good = HookServer.https(authority.serving("localhost"));
        HookServer other = HookServer.https(authority.serving("other.example"))) {
      trusting.send(to(good, null), "ID1", Bundles.one(), "h.de", Language.EN);
      assertThat(good.got()).hasSize(1);
      assertThatThrownBy(
              () -> trusting.send(to(other, null), "ID1", Bundles.one(), "h.de", Language.EN))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("localhost");
      assertThat(other.got()).isEmpty();
    }
  }

  @Test
  void theAddressPrintsWithoutItsToken() {
    WebhookSettings settings =
        new WebhookSettings(URI.create("https://chat.example:8443/T0KEN?x=T0KEN"), null);
    assertThat(settings.toString()).isEqualTo("https://chat.example:8443/...");
  }

  private void send(HookServer server) throws Exception {
    webhook.send(to(server, null), "ID1", Bundles.one(), "h.de", Language.EN);
  }

  private static WebhookSettings to(HookServer server, Secret secret) {
    return new WebhookSettings(URI.create(server.url()), secret);
  }
}
