package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.config.OAuthSettings;
import io.postweiche.config.OAuthSettings.Grant;
import io.postweiche.config.RelayLink;
import io.postweiche.config.Secret;
import io.postweiche.config.TlsMode;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.RelayCertificates;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.TokenDesk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** XOAUTH2 with tokens from a real token server, against a relay that checks them. */
@Timeout(30)
class OAuthLoginTest {
  private static final RelayCertificates CA = new RelayCertificates();
  private static final String USER = "box@meinefirma.de";
  private static final String REASON =
      "{\"status\":\"400\",\"schemes\":\"Bearer\",\"seen\":\"good-token\"}";

  @TempDir Path folder;
  private final ScriptedRelay relay = relay(null);
  private TokenDesk desk;

  @BeforeEach
  void open() throws Exception {
    desk = new TokenDesk();
    desk.gives("good-token", 3600);
  }

  @AfterEach
  void close() {
    relay.close();
    desk.close();
  }

  @Test
  void aTokenIsGotOnceAndShown() throws Exception {
    try (Post post = post(relay, clientCredentials())) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      relay.hangUp();
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    }
    assertThat(relay.messages()).hasSize(2).allMatch(mail -> USER.equals(mail.user()));
    assertThat(desk.requests())
        .singleElement()
        .asString()
        .contains("grant_type=client_credentials", "client_id=app", "client_secret=app-secret")
        .contains("scope=https%3A%2F%2Foutlook.office365.com%2F.default");
  }

  @Test
  void manyConnectionsAskOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Post post = post(relay, clientCredentials())) {
      List<Future<Outcome>> sent = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        sent.add(threads.submit(() -> post.send()));
      }
      for (Future<Outcome> each : sent) {
        assertThat(each.get().verdict()).isEqualTo(Verdict.DELIVERED);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(desk.requests()).hasSize(1);
  }

  @Test
  void aTokenThatHasEndedIsReplaced() throws Exception {
    desk.gives("good-token", 1);
    try (Post post = post(relay, clientCredentials())) {
      post.send();
      await()
          .until(
              () -> {
                relay.hangUp();
                post.send();
                return desk.requests().size() > 1;
              });
    }
  }

  @Test
  void aRefusedTokenIsReplacedOnceAndAnotherRefusalIsTheEnd() throws Exception {
    try (Post post = post(relay, clientCredentials())) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      relay.hangUp();
      relay.changeLogin(USER, "newer-token"); // revoked long before its end
      desk.gives("newer-token", 3600);
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(desk.requests()).hasSize(2);
      relay.hangUp();
      relay.changeLogin(USER, "none");
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.AUTHENTICATION_FAILED);
      assertThat(outcome.stage()).isEqualTo(Stage.AUTH);
      assertThat(outcome.reply().text()).isEqualTo("535 5.7.3 Authentication unsuccessful");
      assertThat(desk.requests()).hasSize(3);
    }
    assertThat(relay.commands()).filteredOn(c -> c.startsWith("AUTH")).hasSize(5);
  }

  @Test
  void theReasonGivenAsAChallengeIsTold() throws Exception {
    String challenge = Base64.getEncoder().encodeToString(REASON.getBytes(StandardCharsets.UTF_8));
    try (ScriptedRelay google = relay(challenge);
        Post post = post(google, clientCredentials())) {
      google.changeLogin(USER, "none");
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.AUTHENTICATION_FAILED);
      assertThat(outcome.reply().code()).isEqualTo(535);
      assertThat(outcome.reply().lines())
          .containsExactly(
              "334 " + REASON.replace("good-token", "***"),
              "535-5.7.8 Username and Password not accepted",
              "535 5.7.8 bye");
      assertThat(outcome.toString()).doesNotContain("good-token", "app-secret");
    }
  }

  @Test
  void aRefreshTokenIsUsedAndItsSuccessorAfterIt() throws Exception {
    desk.answers(
        200,
        "{\"access_token\":\"good-token\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
            + "\"refresh_token\":\"second\"}");
    OAuthSettings settings =
        new OAuthSettings(desk.url(), "app", null, null, Grant.REFRESH_TOKEN, new Secret("first"));
    try (Post post = post(relay, settings)) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      relay.changeLogin(USER, "none");
      relay.hangUp();
      post.send();
    }
    assertThat(desk.requests().get(0))
        .contains("grant_type=refresh_token", "refresh_token=first", "client_id=app")
        .doesNotContain("scope", "client_secret");
    assertThat(desk.requests().get(1)).contains("refresh_token=second");
  }

  @Test
  void aTokenServerThatRefusesIsTheRelaysFaultAndNotAskedForEachMail() throws Exception {
    desk.answers(
        401,
        "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client"
            + " secret app-secret provided.\"}");
    try (Post post = post(relay, clientCredentials())) {
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.AUTHENTICATION_FAILED);
      assertThat(outcome.stage()).isEqualTo(Stage.AUTH);
      assertThat(outcome.rule()).isEqualTo("oauth-token-refused");
      assertThat(outcome.reply().text())
          .isEqualTo(
              "the token server 127.0.0.1 gave no token: invalid_client: AADSTS7000215: Invalid"
                  + " client secret *** provided.");
      post.send();
    }
    assertThat(desk.requests()).hasSize(1);
    assertThat(relay.commands()).noneMatch(c -> c.startsWith("AUTH"));
  }

  @Test
  void aTokenServerThatFailsIsToldWithItsReason() throws Exception {
    desk.answers(503, "busy");
    unavailable("it answered HTTP 503");
    desk.answers(200, "<html>login</html>");
    unavailable("its answer is no token and no OAuth error");
    desk.fallsSilent();
    unavailable("it gave no answer within 600 ms");
    desk.close();
    unavailable("it cannot be reached");
  }

  @Test
  void aRelayWithoutXoauth2GetsNoToken() throws Exception {
    try (ScriptedRelay plain =
            ScriptedRelay.offering()
                .starttls(CA.serving("localhost"))
                .login(USER, "good-token")
                .start();
        Post post = post(plain, clientCredentials())) {
      Outcome outcome = post.send();
      assertThat(outcome.rule()).isEqualTo("auth-not-offered");
      assertThat(outcome.reply().text()).contains("does not offer AUTH XOAUTH2");
      assertThat(desk.requests()).isEmpty();
    }
  }

  private void unavailable(String why) throws Exception {
    Account account = account(relay, clientCredentials());
    try (Post post = new Post(account, Post.IMPATIENT)) {
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
      assertThat(outcome.stage()).isEqualTo(Stage.AUTH);
      assertThat(outcome.rule()).isEqualTo("oauth-token-unavailable");
      assertThat(outcome.reply().text()).contains("the token server 127.0.0.1", why);
    }
  }

  private OAuthSettings clientCredentials() {
    return new OAuthSettings(
        desk.url(),
        "app",
        new Secret("app-secret"),
        "https://outlook.office365.com/.default",
        Grant.CLIENT_CREDENTIALS,
        null);
  }

  private Post post(ScriptedRelay to, OAuthSettings settings) {
    return new Post(account(to, settings));
  }

  private Account account(ScriptedRelay to, OAuthSettings settings) {
    return Account.at(to.port())
        .login(USER, null)
        .tls(TlsMode.STARTTLS, CA.authority(folder))
        .link(new RelayLink(null, "", null, null, null, settings));
  }

  private static ScriptedRelay relay(String challenge) {
    return ScriptedRelay.offering()
        .starttls(CA.serving("localhost"))
        .login(USER, "good-token")
        .mechanisms("PLAIN XOAUTH2")
        .challenge(challenge)
        .start();
  }
}
