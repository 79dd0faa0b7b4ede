package io.postweiche.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.SenderPattern.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderPatternTest {
  @ParameterizedTest
  @CsvSource({
    "<>, NULL_SENDER, <>",
    "'', NULL_SENDER, <>",
    "*, ANY, *",
    "*.Meinefirma.DE, SUBDOMAINS, *.meinefirma.de",
    "MÜLLER.de., DOMAIN, xn--mller-kva.de",
    "Vertrieb@Meinefirma.de, ADDRESS, vertrieb@meinefirma.de",
    "<a@b.de>, ADDRESS, a@b.de",
    "\"hans\"@b.de, ADDRESS, hans@b.de",
    "\"a@b\"@c.de, ADDRESS, \"a@b\"@c.de",
  })
  void reads(String text, Kind kind, String canonical) {
    SenderPattern pattern = SenderPattern.of(text);
    assertThat(pattern.kind()).isEqualTo(kind);
    assertThat(pattern).hasToString(canonical).isEqualTo(SenderPattern.of(canonical));
  }

  @ParameterizedTest
  @CsvSource({
    "*@meinefirma.de, write 'meinefirma.de'",
    "@meinefirma.de, write 'meinefirma.de'",
    ".meinefirma.de, write '*.meinefirma.de'",
    "*., not a domain",
    "**, not a domain",
    "*.*.de, not a domain",
    "a.*.de, not a domain",
    "a b.de, not a domain",
    "a@, not a domain",
    "a@*.de, not a domain",
    "<a.de>, not a domain",
  })
  void saysWhatToWriteInstead(String text, String hint) {
    assertThatThrownBy(() -> SenderPattern.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(hint);
  }

  @ParameterizedTest
  @CsvSource({
    "<>, '', true",
    "<>, a@b.de, false",
    "*, '', false",
    "*, a@b.de, true",
    "b.de, a@B.de, true",
    "b.de, a@x.b.de, false",
    "*.b.de, a@x.b.de, true",
    "*.b.de, a@x.y.b.de, true",
    "*.b.de, a@b.de, false",
    "*.b.de, a@xb.de, false",
    "a@b.de, A@b.de, true",
    "a@b.de, \"a\"@b.de, true",
    "\"a\"@b.de, a@b.de, true",
    "JÖRG@b.de, jo\u0308rg@b.de, true",
    "a@b.de, aa@b.de, false",
    "a@b.de, a@c.de, false",
    "straße.de, a@strasse.de, false",
    "straße.de, a@xn--strae-oqa.de, true",
  })
  void matches(String pattern, String sender, boolean expected) {
    assertThat(SenderPattern.of(pattern).matches(Address.of(sender))).isEqualTo(expected);
  }
}
