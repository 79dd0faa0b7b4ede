package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.TlsMode;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.RelayCertificates;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import io.postweiche.testing.ScriptedSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Certificates are verified, and no credential leaves before they are. */
@Timeout(30)
class TlsTest {
  private static final RelayCertificates CA = new RelayCertificates();

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(value = TlsMode.class, mode = Mode.EXCLUDE, names = "NONE")
  void securesAndLogsIn(TlsMode mode) throws Exception {
    try (ScriptedRelay relay = relay(mode, CA.serving("localhost"));
        Post post = post(relay, mode, account -> account)) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(relay.messages()).allMatch(ScriptedRelay.Received::tls);
      assertThat(relay.messages().get(0).user()).isEqualTo("usr");
      assertThat(relay.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsMode.class, mode = Mode.EXCLUDE, names = "NONE")
  void anAddressIsCheckedAsAnAddress(TlsMode mode) throws Exception {
    try (ScriptedRelay relay = relay(mode, CA.serving("127.0.0.1"));
        Post post = post(relay, mode, account -> account.host("127.0.0.1"))) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    }
    // the reverse DNS calls it localhost; that must count for nothing
    try (ScriptedRelay relay = relay(mode, CA.serving("localhost"));
        Post post = post(relay, mode, account -> account.host("127.0.0.1"))) {
      refused(relay, post.send(), mode, "the certificate is not for 127.0.0.1");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsMode.class, mode = Mode.EXCLUDE, names = "NONE")
  void wrongName(TlsMode mode) throws Exception {
    try (ScriptedRelay relay = relay(mode, CA.serving("smtp.example.org"));
        Post post = post(relay, mode, account -> account)) {
      refused(relay, post.send(), mode, "the certificate is not for localhost");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsMode.class, mode = Mode.EXCLUDE, names = "NONE")
  void expired(TlsMode mode) throws Exception {
    try (ScriptedRelay relay = relay(mode, CA.expired("localhost"));
        Post post = post(relay, mode, account -> account)) {
      refused(relay, post.send(), mode, "the certificate of localhost has expired");
    }
  }

  @ParameterizedTest
  @EnumSource(value = TlsMode.class, mode = Mode.EXCLUDE, names = "NONE")
  void untrusted(TlsMode mode) throws Exception {
    try (ScriptedRelay relay = relay(mode, new RelayCertificates().serving("localhost"));
        Post post = post(relay, mode, account -> account)) {
      refused(relay, post.send(), mode, "signed by nobody we trust");
    }
    // without trust: only what the Java runtime trusts
    try (ScriptedRelay relay = relay(mode, CA.serving("localhost"));
        Post post = post(relay, mode, account -> account.tls(mode, null))) {
      refused(relay, post.send(), mode, "signed by nobody we trust");
    }
  }

  @Test
  void starttlsStripped() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering().login("usr", "secret-word").start();
        Post post = post(relay, TlsMode.STARTTLS, account -> account)) {
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.TLS_REQUIRED);
      assertThat(outcome.stage()).isEqualTo(Stage.STARTTLS);
      assertThat(outcome.rule()).isEqualTo("starttls-not-offered");
      assertThat(outcome.reply().text()).contains("does not offer STARTTLS");
      assertThat(relay.commands()).containsExactly("EHLO router.test");
    }
  }

  @Test
  void starttlsRefused() throws Exception {
    try (ScriptedRelay relay = relay(TlsMode.STARTTLS, CA.serving("localhost"));
        Post post = post(relay, TlsMode.STARTTLS, account -> account)) {
      relay.at(At.STARTTLS).replies("454 4.7.0 TLS not available");
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.TEMPORARY);
      assertThat(outcome.stage()).isEqualTo(Stage.STARTTLS);
      assertThat(outcome.reply().text()).isEqualTo("454 4.7.0 TLS not available");
      assertThat(relay.commands()).containsExactly("EHLO router.test", "STARTTLS");
    }
  }

  @Test
  void repliesSlippedInBeforeTlsAreThrownAway() throws Exception {
    // an attacker in the middle appends a login's success to the relay's go-ahead
    try (ScriptedRelay relay = relay(TlsMode.STARTTLS, CA.serving("localhost"));
        Post post = post(relay, TlsMode.STARTTLS, account -> account.login("usr", "bad"))) {
      relay.at(At.STARTTLS).replies("220 go", "250 injected", "235 injected");
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
      assertThat(outcome.stage()).isEqualTo(Stage.STARTTLS);
      assertThat(relay.messages()).isEmpty();
    }
  }

  @Test
  void aServerThatSpeaksNoTls() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.start();
        Post post = post(relay, TlsMode.IMPLICIT, account -> account)) {
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
      assertThat(outcome.stage()).isEqualTo(Stage.CONNECT);
      assertThat(outcome.rule()).isEqualTo("tls-failed");
      assertThat(outcome.reply().text()).contains("TLS failed: ");
    }
  }

  @Test
  void aHandshakeThatNeverEnds() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.start()) {
      relay.at(At.CONNECT).stalls();
      Account account = Account.at(relay.port()).tls(TlsMode.IMPLICIT, null);
      try (Post post = new Post(account, Post.IMPATIENT)) {
        assertThat(post.send().rule()).isEqualTo("timed-out");
      }
    }
    try (ScriptedRelay relay = relay(TlsMode.STARTTLS, CA.serving("localhost"))) {
      relay.at(At.STARTTLS).stalls("220 go");
      Account account = Account.at(relay.port()).tls(TlsMode.STARTTLS, CA.authority(folder));
      try (Post post = new Post(account, Post.IMPATIENT)) {
        Outcome outcome = post.send();
        assertThat(outcome.stage()).isEqualTo(Stage.STARTTLS);
        assertThat(outcome.rule()).isEqualTo("timed-out");
      }
    }
  }

  @Test
  void anUnreadableTrustFileIsNamed() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    try (ScriptedRelay relay = relay(TlsMode.IMPLICIT, CA.serving("localhost"));
        Post post = post(relay, TlsMode.IMPLICIT, a -> a.tls(TlsMode.IMPLICIT, empty))) {
      Outcome outcome = post.send();
      assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
      assertThat(outcome.reply().text()).contains(empty.toString());
      assertThat(relay.connections()).isZero();
    }
  }

  @Test
  void withoutTlsTheLoginIsTheOperatorsChoice() throws Exception {
    try (ScriptedRelay relay = ScriptedRelay.offering().login("usr", "secret-word").start();
        Post post = post(relay, TlsMode.NONE, account -> account)) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
      assertThat(relay.messages().get(0).tls()).isFalse();
    }
  }

  private void refused(ScriptedRelay relay, Outcome outcome, TlsMode mode, String sentence) {
    assertThat(outcome.reply().text()).contains(sentence);
    assertThat(outcome.verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    assertThat(outcome.rule()).isEqualTo("tls-failed");
    assertThat(outcome.stage())
        .isEqualTo(mode == TlsMode.IMPLICIT ? Stage.CONNECT : Stage.STARTTLS);
    assertThat(relay.messages()).isEmpty();
    assertThat(relay.commands()).noneMatch(line -> line.startsWith("AUTH"));
  }

  private ScriptedRelay relay(TlsMode mode, SSLContext context) {
    ScriptedSetup builder = ScriptedRelay.offering().login("usr", "secret-word");
    return mode == TlsMode.IMPLICIT
        ? builder.implicitTls(context).start()
        : builder.starttls(context).start();
  }

  private Post post(ScriptedRelay relay, TlsMode mode, UnaryOperator<Account> change) {
    Account account =
        Account.at(relay.port()).login("usr", "secret-word").tls(mode, CA.authority(folder));
    return new Post(change.apply(account));
  }
}
