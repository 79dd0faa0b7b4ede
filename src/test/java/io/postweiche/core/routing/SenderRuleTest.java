package io.postweiche.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderRuleTest {
  private static SenderRule.Patterns patterns(String... texts) {
    return new SenderRule.Patterns(Stream.of(texts).map(SenderPattern::of).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "a@b.de, true",
    "a@B.DE, true",
    "a@x.b.de, false",
    "a@ab.de, false",
    "'', false",
  })
  void ofADomainTakesExactlyThatDomain(String sender, boolean allowed) {
    SenderRule rule = new SenderRule.OfDomain(Domain.of("b.de"));
    assertThat(rule.allows(Address.of(sender))).isEqualTo(allowed);
    assertThat(rule.describe()).isEqualTo("only senders of b.de");
  }

  @ParameterizedTest
  @CsvSource({
    "A@b.de, true",
    "x@b.de, false",
    "x@c.de, true",
    "x@y.c.de, false",
    "x@y.d.de, true",
    "x@d.de, false",
    "'', false",
  })
  void ofPatternsTakesWhatOneMatches(String sender, boolean allowed) {
    assertThat(patterns("a@b.de", "c.de", "*.d.de").allows(Address.of(sender))).isEqualTo(allowed);
  }

  @Test
  void thePatternForAllDoesNotSpeakOfTheNullSender() {
    assertThat(patterns("*").allows(Address.of("x@y.de"))).isTrue();
    assertThat(patterns("*").allows(Address.NULL)).isFalse();
    assertThat(patterns("<>").allows(Address.NULL)).isTrue();
  }

  @Test
  void describesItselfShortly() {
    assertThat(new SenderRule.Any().describe()).isEqualTo("any sender");
    assertThat(patterns("a@b.de", "*.c.de").describe()).isEqualTo("only senders of a@b.de, *.c.de");
    assertThat(
            new SenderRule.Patterns(Collections.nCopies(900, SenderPattern.of("x.de"))).describe())
        .isEqualTo("only senders of x.de, x.de, x.de, x.de, x.de and 895 more");
  }

  @Test
  void isAValue() {
    assertThat(patterns("b.de")).isEqualTo(patterns("B.de")).hasSameHashCodeAs(patterns("b.de"));
    assertThat(patterns("b.de")).isNotEqualTo(patterns("c.de")).hasToString("Patterns[b.de]");
    assertThat(patterns("b.de").patterns()).isEqualTo(List.of(SenderPattern.of("b.de")));
  }
}
