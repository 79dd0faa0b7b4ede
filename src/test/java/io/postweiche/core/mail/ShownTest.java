package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void controlsBecomeSpacesAndTurnedWritingIsMarked() {
    assertThat(Shown.clean("a\r\nb\tc\u0000d\u2028e\u0085f", 99)).isEqualTo("a  b c d e f");
    assertThat(Shown.clean("gpj.\u202Eexe\u2066", 99)).isEqualTo("gpj.\uFFFDexe\uFFFD");
    assertThat(Shown.clean("\uD800x", 99)).isEqualTo("\uFFFDx");
    assertThat(Shown.clean("Grüße 😀", 99)).isEqualTo("Grüße 😀");
  }

  @Test
  void cutsWithoutSplittingACharacter() {
    assertThat(Shown.clean("abc😀", 4)).isEqualTo("abc");
    assertThat(Shown.clean("abc😀", 5)).isEqualTo("abc😀");
    assertThat(Shown.brief("x".repeat(80))).hasSize(80).doesNotContain("…");
    assertThat(Shown.brief("x".repeat(81))).hasSize(80).endsWith("x…");
  }

  @Test
  void plainIsPrintableAsciiAndNothingElse() {
    assertThat(Shown.plain("")).isTrue();
    assertThat(Shown.plain(" a~Z 0")).isTrue();
    for (String text : new String[] {"\t", "a\u007f", "ä", "a\u2028b", "\u202e", "x\u0000"}) {
      assertThat(Shown.plain(text)).as(text).isFalse();
    }
  }
}
