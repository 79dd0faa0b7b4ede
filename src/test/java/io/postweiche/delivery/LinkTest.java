package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.PemIdentity;
import io.postweiche.config.ProxySettings;
import io.postweiche.config.ProxySettings.Kind;
import io.postweiche.config.RelayLink;
import io.postweiche.config.Secret;
import io.postweiche.config.TlsMode;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.RelayCertificates;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import io.postweiche.testing.ScriptedSetup;
import io.postweiche.testing.TestCertificates;
import io.postweiche.testing.TestProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * How a relay is reached: certificate of our own, proxy, local address, EHLO name, TLS by choice.
 */
@Timeout(30)
class LinkTest {
  private static final RelayCertificates CA = new RelayCertificates();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = TlsMode.class,
      mode = Mode.INCLUDE,
      names = {"STARTTLS", "IMPLICIT"})
  void aClientCertificateIsShownAndWithoutItNothingGoes(TlsMode mode) throws Exception {
    TestCertificates authority = new TestCertificates(folder);
    var server = authority.client(authority.server("localhost"));
    ScriptedSetup builder = ScriptedRelay.offering().clientCertificates();
    builder = mode == TlsMode.STARTTLS ? builder.starttls(server) : builder.implicitTls(server);
    try (ScriptedRelay relay = builder.start()) {
      Account bare = Account.at(relay.port()).tls(mode, authority.ca());
      TestCertificates.Pem own = authority.rsaServer("router.test");
      PemIdentity identity = new PemIdentity(own.certificate(), own.key());
      try (Post post = new Post(bare.link(link(identity, "1")))) {
        assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      }
      try (Post post = new Post(bare)) {
        assertThat(post.send().verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
      }
      assertThat(relay.messages()).hasSize(1);
    }
  }

  @Test
  void aRenewedClientCertificateMakesNewConnections() throws Exception {
    TestCertificates authority = new TestCertificates(folder);
    TestCertificates.Pem own = authority.server("router.test");
    PemIdentity identity = new PemIdentity(own.certificate(), own.key());
    try (ScriptedRelay relay =
            ScriptedRelay.offering()
                .clientCertificates()
                .starttls(authority.client(authority.server("localhost")))
                .start();
        Post post = new Post(account(relay, authority).link(link(identity, "old content")))) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      post.relays.reconfigure(
          Map.of(Account.ID, account(relay, authority).link(link(identity, "new")).settings()));
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(relay.connections()).isEqualTo(2);
      Files.copy(authority.server("other").key(), own.key(), StandardCopyOption.REPLACE_EXISTING);
      post.relays.reconfigure(
          Map.of(Account.ID, account(relay, authority).link(link(identity, "bad")).settings()));
      Outcome outcome = post.send();
      assertThat(outcome.rule()).isEqualTo("tls-failed");
      assertThat(outcome.reply().text()).contains("are no pair");
    }
  }

  @Test
  void tlsIfOfferedIsUsedWhenOfferedAndVerified() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering().starttls(CA.serving("localhost")).start();
        Post post = new Post(ifOffered(relay))) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(relay.messages().get(0).tls()).isTrue();
    }
    try (ScriptedRelay relay = ScriptedRelay.offering().starttls(CA.serving("other.test")).start();
        Post post = new Post(ifOffered(relay))) {
      assertThat(post.send().reply().text()).contains("the certificate is not for localhost");
      assertThat(relay.messages()).isEmpty();
    }
  }

  @Test
  void tlsIfOfferedGoesOnInClearButNeverWithALogin() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.start();
        Post post = new Post(ifOffered(relay))) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(relay.messages().get(0).tls()).isFalse();
    }
    try (ScriptedRelay relay = ScriptedRelay.offering().login("usr", "secret-word").start();
        Post post = new Post(ifOffered(relay).login("usr", "secret-word"))) {
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.TLS_REQUIRED);
      assertThat(outcome.reply().text())
          .contains("does not offer STARTTLS, which a login requires");
      assertThat(relay.commands()).containsExactly("EHLO router.test");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProxyIsAskedForTheRelayByName(Kind kind) throws Exception {
    try (ScriptedRelay relay =
            ScriptedRelay.offering().starttls(CA.serving("relay.invalid")).start();
        TestProxy proxy = new TestProxy(true);
        Post post =
            new Post(
                Account.at(relay.port())
                    .host("relay.invalid") // only the proxy can look it up
                    .tls(TlsMode.STARTTLS, CA.authority(folder))
                    .link(through(kind, proxy.port(), TestProxy.PASSWORD)))) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(relay.messages().get(0).tls()).isTrue();
      assertThat(proxy.asked()).containsExactly("relay.invalid:" + relay.port());
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theRelaysCertificateIsCheckedBehindAProxyToo(Kind kind) throws Exception {
    try (ScriptedRelay relay =
            ScriptedRelay.offering().implicitTls(CA.serving("127.0.0.1")).start();
        TestProxy proxy = new TestProxy(false);
        Post post =
            new Post(
                Account.at(relay.port())
                    .host("relay.invalid")
                    .tls(TlsMode.IMPLICIT, CA.authority(folder))
                    .link(through(kind, proxy.port(), null)))) {
      assertThat(post.send().reply().text()).contains("the certificate is not for relay.invalid");
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatAProxyRefusesIsTold(Kind kind) throws Exception {
    try (TestProxy proxy = new TestProxy(true)) {
      Account account = Account.at(1).host("relay.invalid");
      try (Post post = new Post(account.link(through(kind, proxy.port(), "wrong")))) {
        Outcome outcome = post.send();
        assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
        assertThat(outcome.stage()).isEqualTo(Stage.CONNECT);
        assertThat(outcome.reply().text())
            .contains("cannot connect to relay.invalid:1: proxy localhost:" + proxy.port())
            .contains(kind == Kind.HTTP ? "407 Proxy" : "refused the login of 'user'")
            .doesNotContain("wrong");
      }
      try (Post post = new Post(account.link(through(kind, proxy.port(), TestProxy.PASSWORD)))) {
        assertThat(post.send().reply().text()).contains("did not connect to relay.invalid:1");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProxyThatSaysNothingIsGivenUp(Kind kind) throws Exception {
    try (ScriptedRelay mute = ScriptedRelay.start()) {
      mute.at(At.CONNECT).stalls();
      Account account = Account.at(25).link(through(kind, mute.port(), null));
      try (Post post = new Post(account, Post.IMPATIENT)) {
        assertThat(post.send().reply().text()).contains("did not answer within 600 ms");
      }
    }
  }

  @Test
  void connectsFromTheLocalAddressAndUnderTheNameOfTheRelay() throws Exception {
    RelayLink link = new RelayLink(null, "", null, "127.0.0.9", "mail.tochter.test", null);
    try (ScriptedRelay relay = ScriptedRelay.start();
        Post post = new Post(Account.at(relay.port()).host("127.0.0.1").link(link))) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(relay.clients()).containsExactly("127.0.0.9");
      assertThat(relay.commands()).contains("EHLO mail.tochter.test");
    }
  }

  @Test
  void anAddressThatIsNotOursIsNamed() throws Exception {
    RelayLink foreign = new RelayLink(null, "", null, "192.0.2.1", null, null);
    RelayLink otherFamily = new RelayLink(null, "", null, "::1", null, null);
    try (ScriptedRelay relay = ScriptedRelay.start()) {
      Account account = Account.at(relay.port()).host("127.0.0.1");
      try (Post post = new Post(account.link(foreign))) {
        assertThat(post.send().reply().text()).contains("local-address 192.0.2.1: ");
      }
      try (Post post = new Post(account.link(otherFamily))) {
        assertThat(post.send().reply().text()).contains("of another family than the local-address");
      }
      assertThat(relay.connections()).isZero();
    }
  }

  private Account ifOffered(ScriptedRelay relay) {
    return Account.at(relay.port()).tls(TlsMode.STARTTLS_IF_OFFERED, CA.authority(folder));
  }

  private static Account account(ScriptedRelay relay, TestCertificates authority) {
    return Account.at(relay.port()).tls(TlsMode.STARTTLS, authority.ca());
  }

  private static RelayLink link(PemIdentity identity, String files) {
    return new RelayLink(identity, files, null, null, null, null);
  }

  private static RelayLink through(Kind kind, int port, String password) {
    ProxySettings proxy =
        password == null
            ? new ProxySettings(kind, "localhost", port, null, null)
            : new ProxySettings(kind, "localhost", port, TestProxy.USER, new Secret(password));
    return new RelayLink(null, "", proxy, null, null, null);
  }
}
