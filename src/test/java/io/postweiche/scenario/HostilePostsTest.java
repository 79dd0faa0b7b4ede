package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.scenario.HostilePosts.Post;
import io.postweiche.testing.ScriptedRelay;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Posts made to inject, exhaust or impersonate, one after the other at one router: each ends as its
 * row says, and after each a good post still arrives.
 */
class HostilePostsTest {
  @TempDir static Path folder;
  private static final ScriptedRelay relay = ScriptedRelay.offering("8BITMIME").start();
  private static RunningRouter router;
  private static HostileDesk desk;
  private static int delivered;

  @BeforeAll
  static void start() throws Exception {
    router =
        new RunningRouter(folder)
            .relay("a", relay, "senders: any", "null-sender: true")
            .listener("max-message-size: 2MB")
            .brokerUsers(
                """
                {frei: {password: geheim}, erp: {password: geheim, senders: [meinefirma.de]},
                 idn: {password: geheim, senders: ["b\u00fccher.de"]},
                 leer: {password: geheim, senders: ["<>", meinefirma.de]}}""")
            .start();
    desk = new HostileDesk(router);
  }

  @AfterAll
  static void stop() throws Exception {
    desk.close();
    router.close();
    relay.close();
  }

  static Stream<Post> unreadable() {
    return Stream.of(
            MisshapenPosts.shapes(),
            MisshapenPosts.injections(),
            CrowdedPosts.numbers(),
            CrowdedPosts.json())
        .flatMap(rows -> rows);
  }

  static Stream<Post> impersonating() {
    return ForeignPosts.impersonating();
  }

  static Stream<Post> refused() {
    return ForeignPosts.refused();
  }

  static Stream<Post> harmless() {
    return ForeignPosts.harmless();
  }

  @ParameterizedTest
  @MethodSource({"unreadable", "impersonating"})
  void isParkedWithItsReason(Post post) throws Exception {
    post.act().to(desk);
    String event = desk.event("\"event\":\"malformed\"");
    assertThat(event).contains(post.expected());
    aGoodPostArrives();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedByTheBroker(Post post) throws Exception {
    assertThatThrownBy(() -> post.act().to(desk)).hasStackTraceContaining(post.expected());
    aGoodPostArrives();
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void isAMailLikeAnyOther(Post post) throws Exception {
    post.act().to(desk);
    desk.event("\"event\":\"delivered\"");
    delivered++;
    assertThat(text(delivered - 1)).contains(post.expected());
    ScriptedRelay.Received mail = relay.messages().get(delivered - 1);
    assertThat(mail.recipients()).containsExactly("kunde@example.org");
    assertThat(mail.mail()).containsIgnoringCase("@");
    aGoodPostArrives();
  }

  @Test
  void thereAreAtLeastForty() {
    assertThat(
            Stream.of(unreadable(), impersonating(), refused(), harmless())
                .flatMap(rows -> rows)
                .map(Post::name)
                .toList())
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(40);
  }

  /** And nothing but it: whatever a hostile post left behind would have come before. */
  private static void aGoodPostArrives() throws Exception {
    desk.core(
        "erp",
        session ->
            session.createTextMessage(
                Messages.small("vertrieb@meinefirma.de", "kunde@example.org")));
    desk.event("\"event\":\"delivered\"", "vertrieb@meinefirma.de");
    delivered++;
    List<ScriptedRelay.Received> messages = relay.messages();
    assertThat(messages).hasSize(delivered);
    assertThat(messages.get(delivered - 1).recipients()).containsExactly("kunde@example.org");
    assertThat(text(delivered - 1)).endsWith("\r\n\r\nhello\r\n");
  }

  private static String text(int index) {
    return new String(relay.messages().get(index).content(), StandardCharsets.UTF_8);
  }
}
