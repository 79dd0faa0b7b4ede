package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.routing.SenderPattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageTest {
  @ParameterizedTest
  @CsvSource({
    "a@x.de,   a@x.de,     ALL",
    "a@x.de,   A@x.de,     ALL",
    "a@x.de,   b@x.de,     NONE",
    "a@x.de,   x.de,       ALL",
    "a@x.de,   *.de,       ALL",
    "a@x.de,   *.x.de,     NONE",
    "a@x.de,   *,          ALL",
    "x.de,     a@x.de,     SOME",
    "x.de,     x.de,       ALL",
    "x.de,     y.de,       NONE",
    "x.de,     *.x.de,     NONE",
    "m.x.de,   *.x.de,     ALL",
    "*.x.de,   *.x.de,     ALL",
    "*.x.de,   x.de,       NONE",
    "*.x.de,   m.x.de,     SOME",
    "*.x.de,   a@m.x.de,   SOME",
    "*.x.de,   *.m.x.de,   SOME",
    "*.m.x.de, *.x.de,     ALL",
    "*.x.de,   *.y.de,     NONE",
    "*,        x.de,       SOME",
    "*,        *,          ALL",
    "*,        <>,         NONE",
    "<>,       *,          NONE",
    "<>,       <>,         ALL",
    "xx.de,    *.x.de,     NONE"
  })
  void saysHowManyOfTheSendersAreTaken(String senders, String taken, Coverage expected) {
    assertThat(Coverage.of(SenderPattern.of(senders), SenderPattern.of(taken))).isEqualTo(expected);
  }
}
