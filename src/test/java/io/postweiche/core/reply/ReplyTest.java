package io.postweiche.core.reply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '"',
      value = {
        "250 ok|250|-|1",
        "250|250|-|1",
        "250-|250|-|1",
        "550 5.7.1 no|550|5.7.1|1",
        "550-5.7.1 no\\n550 5.7.1|550|5.7.1|2",
        "550-5.7.1 no\\n550|550|5.7.1|2",
        "550-5.7.1 first\\n550-see\\n550 https://example.org|550|5.7.1|3",
        "550-5.7.1 first\\nwithout a code|550|5.7.1|2",
        "just words\\n450 4.2.0 later|450|4.2.0|2",
        "550 550 5.1.1 twice|550|5.1.1|1",
        "550 #5.1.0 Address rejected|550|5.1.0|1",
        "553 sorry (#5.7.1)|553|5.7.1|1",
        "550 [5.1.1] no|550|5.1.1|1",
        "554 5.7.1: no|554|5.7.1|1",
        "550 5.7.1.2 is an address|550|-|1",
        "550 from 5.7.1.20 no|550|-|1",
        "550\tno|550|-|1",
        "5500 no|0|-|1",
        "550no|0|-|1",
        "150 no|0|-|1",
        "600 no|0|-|1",
        "Connection refused|0|-|1",
        "2|0|-|1",
        "'  550 no  '|0|-|1"
      })
  void readsCodeAndStatus(String raw, int code, String enhanced, int lines) {
    Reply reply = Reply.of(raw);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.enhanced()).isEqualTo(enhanced);
    assertThat(reply.lines()).hasSize(lines);
  }

  @Test
  void separatesLinesByWhateverTheServerSends() {
    assertThat(Reply.of("550-a\r\n550-b\n550-c\r550 d\r\n").lines())
        .containsExactly("550-a", "550-b", "550-c", "550 d");
  }

  @Test
  void leavesABackslashOfTheWireAlone() {
    assertThat(Reply.of("535-DOMAIN\\name\r\n535 no").lines())
        .containsExactly("535-DOMAIN\\name", "535 no");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "'\r\n\r\n'", "'\\n\\n'"})
  void nothingIsNoReply(String raw) {
    Reply reply = Reply.of(raw);
    assertThat(reply.code()).isZero();
    assertThat(reply.lines()).isEmpty();
    assertThat(reply.lastLine()).isEmpty();
    assertThat(reply.text()).isEmpty();
  }

  @Test
  void takesControlsOutAndLeavesEightBitTextIn() {
    assertThat(Reply.of("550 a\u0000b\u001b[31m\u0007Empf\u00e4nger \ufffd").text())
        .isEqualTo("550 a b [31m Empf\u00e4nger \ufffd");
  }

  @Test
  void keepsTheBeginningAndTheEndOfAnEndlessReply() {
    StringBuilder raw = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      raw.append("550-line ").append(i).append("y".repeat(2_000)).append("\r\n");
    }
    Reply reply = Reply.of(raw + "550 5.7.1 the reason");
    assertThat(reply.lines()).hasSize(32).allMatch(line -> line.length() <= 1_000);
    assertThat(reply.lines().get(0)).startsWith("550-line 0");
    assertThat(reply.lastLine()).isEqualTo("550 5.7.1 the reason");
    assertThat(reply.enhanced()).isEqualTo("5.7.1");
  }

  @Test
  void readsAnythingWithoutFailing() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder();
      int length = random.nextInt(40);
      for (int j = 0; j < length; j++) {
        raw.append(
            random.nextInt(4) == 0
                ? (char) random.nextInt(65_536)
                : "250-45 .#[\r\n\\n".charAt(random.nextInt(14)));
      }
      Reply reply = Reply.of(raw.toString());
      assertThat(reply.code() == 0 || (reply.code() >= 200 && reply.code() < 600)).isTrue();
      assertThat(reply.lines()).noneMatch(String::isBlank);
      assertThat(ReplyClassifier.standard().classify(Stage.UNKNOWN, reply).rule()).isNotEmpty();
    }
  }

  @Test
  void onlyFourHundredsAreTransient() {
    assertThat(Reply.of("450 x").isTransient()).isTrue();
    assertThat(Reply.of("399 x").isTransient()).isFalse();
    assertThat(Reply.of("550 x").isTransient()).isFalse();
    assertThat(Reply.none("gone").isTransient()).isFalse();
  }
}
