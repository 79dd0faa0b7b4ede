package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Through camel-mail's own producer, in a real context. */
@Timeout(30)
class CamelProducerTest {
  private final ScriptedRelay relay = ScriptedRelay.offering().login("usr", "secret-word").start();
  private final ScriptedRelay elsewhere = ScriptedRelay.start();
  private final Post post = new Post(Account.at(relay.port()).login("usr", "secret-word"));
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() throws Exception {
    camel.getRegistry().bind("relay-test", post.sender());
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:deliver").to("smtp:relay?javaMailSender=#relay-test");
            from("direct:text").to("smtp:relay?javaMailSender=#relay-test&to=b@x.de&from=a@x.de");
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    post.close();
    relay.close();
    elsewhere.close();
  }

  @Test
  void aRouteDelivers() throws Exception {
    OutgoingMail mail = Post.mail("bob@example.org");
    Exchange exchange = send(mail, Map.of());
    assertThat(mail.attempt().outcomes().get(0).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.messages().get(0).content())
        .isEqualTo(Post.TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(exchange.getIn().getHeader("CamelMailMessageId")).isEqualTo("<1@x>");
  }

  @Test
  void aRefusalIsAnOutcomeNoException() throws Exception {
    relay.at(At.MAIL).replies("550 Sender address is not allowed.");
    OutgoingMail mail = Post.mail("bob@example.org");
    assertThat(send(mail, Map.of()).getException()).isNull();
    assertThat(mail.attempt().outcomes().get(0).verdict()).isEqualTo(Verdict.SENDER_NOT_ALLOWED);
  }

  @Test
  void headersHaveNoSay() throws Exception {
    Map<String, Object> evil =
        Map.of(
            "mail.smtp.host", "127.0.0.1",
            "mail.smtp.port", elsewhere.port(),
            "mail.smtp.from", "evil@example.org",
            "mail.smtp.ssl.trust", "*",
            "mail.smtp.socks.host", "127.0.0.1",
            "CamelMailMessageId", "<evil@x>",
            "To", "evil@example.org",
            "From", "evil@example.org",
            "Subject", "evil");
    OutgoingMail mail = Post.mail("bob@example.org");
    Exchange exchange = send(mail, evil);
    assertThat(mail.attempt().outcomes().get(0).verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(elsewhere.connections()).isZero();
    assertThat(relay.messages()).hasSize(1);
    assertThat(relay.messages().get(0).mail()).isEqualTo("MAIL FROM:<a@meinefirma.de>");
    assertThat(relay.messages().get(0).recipients()).containsExactly("bob@example.org");
    assertThat(relay.messages().get(0).content())
        .isEqualTo(Post.TEXT.getBytes(StandardCharsets.UTF_8));
    assertThat(exchange.getIn().getHeader("CamelMailMessageId")).isEqualTo("<1@x>");
  }

  @Test
  void nothingButOurOwnMailIsSent() throws Exception {
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      assertThatThrownBy(() -> template.sendBody("direct:text", "text"))
          .isInstanceOf(CamelExecutionException.class)
          .hasRootCauseMessage("relay test-relay takes only mail of the router's own making");
    }
    assertThat(relay.connections()).isZero();
  }

  @Test
  void theEndpointFollowsNewSettings() throws Exception {
    post.relays.reconfigure(Map.of(Account.ID, Account.at(elsewhere.port()).settings()));
    send(Post.mail("bob@example.org"), Map.of());
    assertThat(elsewhere.messages()).hasSize(1);
  }

  @Test
  void thePasswordIsNowhereToBeRead() {
    assertThat(post.sender().getPassword()).isNull();
    assertThat(post.sender().toString()).doesNotContain("secret-word");
    assertThat(post.sender().getJavaMailProperties().toString()).doesNotContain("secret-word");
  }

  private Exchange send(OutgoingMail mail, Map<String, Object> headers) throws Exception {
    try (ProducerTemplate template = camel.createProducerTemplate()) {
      return template.send(
          "direct:deliver",
          exchange -> {
            exchange.getIn().setBody(mail);
            exchange.getIn().setHeaders(new java.util.HashMap<>(headers));
          });
    }
  }
}
