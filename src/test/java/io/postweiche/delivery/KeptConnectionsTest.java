package io.postweiche.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postweiche.core.mail.Content;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Verdict;
import io.postweiche.testing.ScriptedRelay;
import io.postweiche.testing.ScriptedRelay.At;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class KeptConnectionsTest {
  private ScriptedRelay relay = ScriptedRelay.start();
  private Post post = new Post(Account.at(relay.port()));

  @AfterEach
  void close() {
    post.close();
    relay.close();
  }

  @Test
  void threeMailsOneConnectionAndNothingBetween() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    }
    assertThat(relay.connections()).isEqualTo(1);
    assertThat(relay.commands()).hasSize(1 + 3 * 3).doesNotContain("NOOP", "RSET");
    assertThat(post.sender().figures()).isEqualTo(new Figures(1, 2, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "421 4.4.2 idle too long"})
  void deadConnectionsAreReplacedUnnoticed(String farewell) throws Exception {
    openThreeAtOnce();
    relay.hangUp(farewell.isEmpty() ? new String[0] : new String[] {farewell});
    Outcome outcome = post.send();
    assertThat(outcome.verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.connections()).isEqualTo(4);
    assertThat(relay.messages()).hasSize(4);
  }

  @Test
  void a421ToMailOnAKeptConnectionIsNoFailure() throws Exception {
    post.send();
    relay.at(At.MAIL).once().closes("421 4.7.0 one mail a connection, please");
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.connections()).isEqualTo(2);
  }

  @Test
  void a421ToMailOnAFreshConnectionIsOne() throws Exception {
    relay.at(At.MAIL).closes("421 4.7.0 not now");
    assertThat(post.send().reply().text()).isEqualTo("421 4.7.0 not now");
    assertThat(relay.connections()).isEqualTo(1);
  }

  @Test
  void aConnectionThatDiesBehindMailIsAFailure() throws Exception {
    post.send();
    relay.at(At.RCPT).once().resets();
    assertThat(post.send().verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    assertThat(relay.connections()).isEqualTo(1);
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void anIdleConnectionIsClosedWithQuit() throws Exception {
    useTuning(Tuning.DEFAULT.keeping(Duration.ofMillis(200), Duration.ofHours(1), 100));
    post.send();
    await().until(() -> relay.open() == 0);
    assertThat(relay.commands()).endsWith("QUIT");
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
    assertThat(relay.connections()).isEqualTo(2);
  }

  @Test
  void aConnectionCarriesOnlySoManyMails() throws Exception {
    useTuning(Tuning.DEFAULT.keeping(Duration.ofHours(1), Duration.ofHours(1), 2));
    for (int i = 0; i < 5; i++) {
      post.send();
    }
    assertThat(relay.connections()).isEqualTo(3);
    await().until(() -> relay.open() == 1);
  }

  @Test
  void aConnectionGrowsOnlySoOld() throws Exception {
    useTuning(Tuning.DEFAULT.keeping(Duration.ofHours(1), Duration.ZERO, 100));
    post.send();
    post.send();
    assertThat(relay.connections()).isEqualTo(2);
  }

  @Test
  void noMoreConnectionsThanAllowed() throws Exception {
    close();
    relay = ScriptedRelay.start();
    post = new Post(Account.at(relay.port()).connections(2));
    inParallel(40, () -> assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED));
    assertThat(relay.messages()).hasSize(40);
    assertThat(relay.connections()).isLessThanOrEqualTo(2);
  }

  @Test
  void waitingForAConnectionEnds() throws Exception {
    close();
    relay = ScriptedRelay.start();
    Tuning d = Tuning.DEFAULT;
    Duration turn = Duration.ofMillis(100);
    Tuning tuning =
        new Tuning(
            d.connect(), d.command(), d.block(), d.finalReply(), d.idle(), d.maxAge(), 100, turn);
    post = new Post(Account.at(relay.port()).connections(1), tuning);
    relay.at(At.MAIL).once().stalls();
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<Outcome> slow = other.submit(() -> post.send());
    await().until(() -> relay.commands().stream().anyMatch(line -> line.startsWith("MAIL")));
    Outcome outcome = post.send();
    assertThat(outcome.verdict()).isEqualTo(Verdict.TEMPORARY);
    assertThat(outcome.rule()).isEqualTo("connections-busy");
    relay.hangUp();
    assertThat(slow.get().verdict()).isEqualTo(Verdict.RELAY_UNREACHABLE);
    other.shutdown();
  }

  @Test
  void aFailedConnectFreesItsPlace() throws Exception {
    close();
    relay = ScriptedRelay.start();
    post = new Post(Account.at(relay.port()).connections(1));
    relay.at(At.CONNECT).times(20).closes("421 busy");
    inParallel(20, () -> assertThat(post.send().verdict()).isEqualTo(Verdict.TEMPORARY));
    assertThat(post.send().verdict()).isEqualTo(Verdict.DELIVERED);
  }

  @Test
  void newSettingsReplaceOnlyWhatChanged() throws Exception {
    RelaySender sender = post.sender();
    post.send();
    Account same = Account.at(relay.port());
    assertThat(post.relays.reconfigure(Map.of(Account.ID, same.settings()))).isEmpty();
    post.send();
    assertThat(relay.connections()).isEqualTo(1);

    try (ScriptedRelay other = ScriptedRelay.start()) {
      Account moved = Account.at(other.port());
      assertThat(post.relays.reconfigure(Map.of(Account.ID, moved.settings())))
          .containsExactly(Account.ID);
      await().until(() -> relay.open() == 0);
      assertThat(post.sender()).isSameAs(sender);
      post.send();
      assertThat(other.messages()).hasSize(1);
      assertThat(sender.figures()).isEqualTo(new Figures(2, 1, 3));
    }
  }

  @Test
  void mailUnderWayEndsOnTheOldConnection() throws Exception {
    relay.at(At.BODY).once().stalls();
    ExecutorService other = Executors.newSingleThreadExecutor();
    byte[] body = "0123456789\r\n".repeat(200).getBytes(StandardCharsets.UTF_8);
    Future<List<Outcome>> slow = other.submit(() -> post.send(Post.mail(body, "b@x.de")));
    await().until(() -> relay.commands().contains("DATA"));
    post.relays.reconfigure(Map.of());
    assertThat(slow.isDone()).isFalse();
    assertThat(post.send().rule()).isEqualTo("relay-removed");
    relay.hangUp();
    assertThat(slow.get().get(0).rule()).isEqualTo("final-reply-lost");
    other.shutdown();
  }

  private void useTuning(Tuning tuning) {
    post.close();
    post = new Post(Account.at(relay.port()), tuning);
  }

  /** Three mails that wait for each other inside DATA need three connections. */
  private void openThreeAtOnce() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    Content waiting =
        new Content() {
          @Override
          public long size() {
            return 0;
          }

          @Override
          public InputStream open() throws IOException {
            try {
              together.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IOException(e);
            }
            return InputStream.nullInputStream();
          }
        };
    inParallel(
        3,
        () -> {
          OutgoingMail mail = new OutgoingMail(Post.envelope("a@x.de", "b@x.de"), waiting, null);
          assertThat(post.send(mail).get(0).verdict()).isEqualTo(Verdict.DELIVERED);
        });
    assertThat(relay.connections()).isEqualTo(3);
  }

  private interface Work {
    void execute() throws Exception;
  }

  private static void inParallel(int times, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(10);
    List<Future<Boolean>> done = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      done.add(
          pool.submit(
              () -> {
                work.execute();
                return true;
              }));
    }
    for (Future<Boolean> one : done) {
      one.get();
    }
    pool.shutdown();
  }
}
