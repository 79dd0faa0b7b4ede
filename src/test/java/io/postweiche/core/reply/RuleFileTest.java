package io.postweiche.core.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.core.reply.Verdict.Fate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileTest {
  @Test
  void readsColumnsAndContinuedPhrases() {
    List<ReplyRule> rules =
        RuleFile.parse(
            "t",
            """
            # a comment

            one  too-large  MAIL,?  552,5x4  x.3.4,5.2.x
                | Too  big | size * limit
            two  temporary  *  *  *  *
            """);
    assertThat(rules)
        .containsExactly(
            new ReplyRule(
                "one",
                Verdict.TOO_LARGE,
                Set.of(Stage.MAIL, Stage.UNKNOWN),
                List.of("552", "5x4"),
                List.of("x.3.4", "5.2.x"),
                List.of("too big", "size * limit"),
                "t:3"),
            new ReplyRule(
                "two", Verdict.TEMPORARY, Set.of(), List.of(), List.of(), List.of(), "t:5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a temporary * * *; line 1: name, verdict, stages, codes, enhanced codes and text wanted",
        "a nonsense * * * hello; line 1: no verdict is called 'nonsense'",
        "a temporary MAILS * * hello; line 1: no stage is called 'MAILS'",
        "a temporary * 5550 * hello; line 1: '5550' is no code (550 or 5xx wanted)",
        "a temporary * * 9.1.1 hello; line 1: '9.1.1' is no enhanced code (5.7.1 or x.7.1 wanted)",
        "a temporary * * * x; line 1: a phrase too short to mean anything: 'x'",
        "a temporary * * * hello | * there; line 1: a phrase too short to mean anything: '* there'",
        "a temporary * * * hello\\na temporary * * * bye; line 2: the name 'a' is taken"
      })
  void namesLineAndFault(String text, String fault) {
    assertThatThrownBy(() -> RuleFile.parse("t", text.replace("\\n", "\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(fault);
  }

  @Test
  void shippedRulesEndAMailOnlyByAPermanentReply() {
    assertThat(Rules.standard())
        .filteredOn(rule -> rule.verdict().fate() == Fate.FINAL)
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.codes()).isNotEmpty().allMatch(c -> c.startsWith("5")));
  }

  @Test
  void shippedRulesWithWordsNameTheirCodes() {
    assertThat(Rules.standard())
        .filteredOn(rule -> !rule.text().isEmpty())
        .allSatisfy(rule -> assertThat(rule.codes()).isNotEmpty());
  }
}
