package io.postweiche.core.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.reply.ReplyClassifier.Classification;
import io.postweiche.core.reply.Verdict.Fate;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyClassifierTest {
  private static final ReplyClassifier STANDARD = ReplyClassifier.standard();

  static Stream<Corpus.Row> replies() {
    return Corpus.ours().stream();
  }

  @ParameterizedTest
  @MethodSource("replies")
  void readsEveryReplyOfTheCorpus(Corpus.Row row) {
    assertThat(row.classified().verdict()).isEqualTo(row.verdict());
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, nemesis-sender-dns, sender-invalid",
    "RCPT, nemesis-recipient-dns, recipient-refused",
    "UNKNOWN, nemesis-dns-of-whom, ambiguous"
  })
  void theSameWordsMeanAnotherThingAtAnotherStage(Stage stage, String rule, String verdict) {
    Reply reply =
        Reply.of(
            "550-Requested action not taken: mailbox unavailable\r\n"
                + "550 invalid DNS MX or A/AAAA resource record");
    assertThat(STANDARD.classify(stage, reply))
        .returns(Verdict.ofWord(verdict), Classification::verdict)
        .returns(rule, Classification::rule);
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void unmistakableWordsCountAtAnyStage(Stage stage) {
    assertThat(STANDARD.classify(stage, Reply.of("550 Sender address is not allowed.")).rule())
        .isEqualTo("nemesis-sender-rule");
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void everyCodeHasARuleAndATransientOneEndsNoMail(Stage stage) {
    for (int code = 200; code < 600; code++) {
      Classification found = STANDARD.classify(stage, Reply.of(code + " hm"));
      assertThat(found.rule()).as("%s %d", stage, code).isNotEqualTo("no-rule");
      assertThat(found.verdict() == Verdict.DELIVERED)
          .as("%s %d", stage, code)
          .isEqualTo(
              code < 300 || (code == 354 && (stage == Stage.DATA || stage == Stage.UNKNOWN)));
      if (code < 500) {
        assertThat(found.verdict().fate()).as("%s %d", stage, code).isNotEqualTo(Fate.FINAL);
      }
    }
  }

  @Test
  void noWordsTurnAnAcceptanceIntoARefusalAndNoTransientReplyEndsAMail() {
    for (ReplyRule rule : Rules.standard()) {
      for (String phrase : rule.text()) {
        for (Stage stage : Stage.values()) {
          String words = " " + phrase.replace("*", "or");
          assertThat(STANDARD.classify(stage, Reply.of("250" + words)).verdict())
              .isEqualTo(Verdict.DELIVERED);
          assertThat(STANDARD.classify(stage, Reply.of("450" + words)).verdict().fate())
              .as("%s: 450%s", rule.name(), words)
              .isNotEqualTo(Fate.FINAL);
        }
      }
    }
  }

  @Test
  void anOperatorsRulesSpeakFirstEvenWithoutWords() {
    ReplyClassifier mine =
        STANDARD.with(
            RuleFile.parse(
                "t",
                """
                # our smarthost says 571 where it means the account
                ours   account-problem  *     571  *  *
                words  temporary        RCPT  5xx  *  user unknown
                """));
    assertThat(mine.classify(Stage.EOD, Reply.of("571 spam")).rule()).isEqualTo("ours");
    assertThat(mine.classify(Stage.RCPT, Reply.of("550 user unknown")))
        .isEqualTo(new Classification(Verdict.TEMPORARY, "words", "t:3"));
    assertThat(mine.classify(Stage.EOD, Reply.of("550 user unknown")).rule())
        .isEqualTo("unknown-user");
    assertThat(STANDARD.classify(Stage.EOD, Reply.of("571 spam")).rule()).isNotEqualTo("ours");
  }

  @Test
  void theLastLineSpeaksBeforeTheFirst() {
    assertThat(
            STANDARD
                .classify(
                    Stage.RCPT, Reply.of("550-user unknown\n550 Sender address is not allowed"))
                .verdict())
        .isEqualTo(Verdict.SENDER_NOT_ALLOWED);
    assertThat(
            STANDARD
                .classify(Stage.RCPT, Reply.of("550-user unknown\n550 see https://example.org"))
                .verdict())
        .isEqualTo(Verdict.RECIPIENT_REFUSED);
  }

  @Test
  void aSentenceBrokenOverLinesIsRead() {
    assertThat(
            STANDARD
                .classify(
                    Stage.EOD, Reply.of("550-5.7.1 this message is likely\n550-5.7.1 un\n550 z"))
                .rule())
        .isEqualTo("spam-or-virus");
    assertThat(
            STANDARD
                .classify(Stage.MAIL, Reply.of("550-Sender address is\n550 not allowed"))
                .rule())
        .isEqualTo("nemesis-sender-rule");
  }

  /** A relay may say what it likes for as long as it likes: the work stays bounded. */
  @Test
  void hostileRepliesAreReadInABoundedTime() {
    Random random = new Random(7);
    List<String> hostile =
        List.of(
            "sender ".repeat(100_000),
            "exceeded limi ".repeat(50_000),
            "a".repeat(1_000_000),
            "ip ".repeat(300_000) + "x",
            "mailbox mailbox ".repeat(50_000),
            ("550-" + "sender address rejecte ".repeat(40) + "\n").repeat(2_000),
            random
                .ints(300_000, 0, 65_536)
                .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
                .toString());
    for (String text : hostile) {
      Reply parsed = Reply.of("550 " + text);
      Reply raw = new Reply(550, null, List.of("550 " + text, text));
      assertThat(bestMicros(parsed, Stage.UNKNOWN, 20)).as("parsed").isLessThan(20_000);
      assertThat(bestMicros(raw, Stage.UNKNOWN, 20)).as("as it came").isLessThan(20_000);
    }
  }

  @Test
  void aTypicalReplyIsReadWithinTwentyMicroseconds() {
    List<Corpus.Row> rows = Corpus.ours();
    List<Reply> replies = rows.stream().map(row -> Reply.of(row.reply())).toList();
    double best = Double.MAX_VALUE;
    int seen = 0;
    for (int round = 0; round < 60; round++) {
      long from = System.nanoTime();
      for (int i = 0; i < replies.size(); i++) {
        seen += STANDARD.classify(rows.get(i).stage(), replies.get(i)).rule().length();
      }
      best = Math.min(best, (System.nanoTime() - from) / 1e3 / replies.size());
    }
    System.out.printf("a reply is classified in %.2f microseconds on average%n", best);
    assertThat(seen).isPositive();
    assertThat(best).isLessThan(20);
  }

  private static double bestMicros(Reply reply, Stage stage, int rounds) {
    return IntStream.range(0, rounds)
            .mapToLong(
                round -> {
                  long from = System.nanoTime();
                  assertThat(STANDARD.classify(stage, reply).verdict()).isNotNull();
                  return System.nanoTime() - from;
                })
            .min()
            .orElseThrow()
        / 1e3;
  }
}
