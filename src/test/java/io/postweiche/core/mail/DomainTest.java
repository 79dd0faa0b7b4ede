package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
  @ParameterizedTest
  @CsvSource({
    "meinefirma.de, meinefirma.de",
    "MeineFirma.DE, meinefirma.de",
    "meinefirma.de., meinefirma.de",
    "localhost, localhost",
    "under_score.example, under_score.example",
    "MÜLLER.de, xn--mller-kva.de",
    "xn--mller-kva.de, xn--mller-kva.de",
    "XN--MLLER-KVA.de., xn--mller-kva.de",
    "mu\u0308ller.de, xn--mller-kva.de", // u and a combining diaeresis
    "müller。de, xn--mller-kva.de", // the ideographic full stop is a dot (RFC 3490 section 3.1)
    "ｅｘａｍｐｌｅ.de, example.de",
    "почта.рф, xn--80a1acny.xn--p1ai",
    "straße.de, xn--strae-oqa.de", // not strasse.de, which is another owner's
    "STRAẞE.de, xn--strae-oqa.de",
    "faß.example, xn--fa-hia.example",
    "βόλος.com, xn--nxasmm1c.com", // final sigma, from Unicode TR 46
    "[192.0.2.1], [192.0.2.1]",
    "[IPv6:2001:DB8::1], [ipv6:2001:db8::1]",
    "[IPv6:::ffff:192.0.2.1], [ipv6:::ffff:192.0.2.1]",
  })
  void readsIntoOneForm(String text, String ascii) {
    assertThat(Domain.of(text)).isEqualTo(new Domain(ascii)).hasToString(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        ".de",
        "a..de",
        "a.de..",
        "-a.de",
        "a-.de",
        "a b.de",
        "a\r\n.de",
        "a@b.de",
        "*.de",
        "a/b.de",
        "℀.de",
        "ß!.de",
        "ß .de",
        "a\u0000.de",
        "\uD800.de",
        "a,b",
        "[",
        "[]",
        "]",
        "[192.0.2]",
        "[192.0.2.256]",
        "[192.0.2.1",
        "[1.2.3.4.]",
        "[IPv6:x]",
        "[IPv6:]",
        "[a.de]",
        "[192.0.2.1]>",
        "[١٢.0.0.1]",
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Domain.of(text));
  }

  @Test
  void knowsTheLengths() {
    String label = "a".repeat(63);
    String longest = label + "." + label + "." + label + "." + "a".repeat(63);
    assertThat(Domain.of(longest).ascii()).hasSize(255);
    assertThat(Domain.of(longest + ".").ascii()).hasSize(255);
    assertThatThrownBy(() -> Domain.of("a." + longest)).hasMessageContaining("255");
    assertThatIllegalArgumentException().isThrownBy(() -> Domain.of(label + "a.de"));
    assertThatIllegalArgumentException().isThrownBy(() -> Domain.of("ß".repeat(63) + ".de"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A.de", "a.de.", "a\r\nRCPT TO:<x>", "", "[1.2.3.4]\n"})
  void cannotBeBuiltOutOfForm(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Domain(text));
  }

  @ParameterizedTest
  @CsvSource({
    "a.b.de, b.de, true",
    "b.de, b.de, false",
    "ab.de, b.de, false",
    "x.a.b.de, b.de, true",
    "b.de, a.b.de, false",
  })
  void liesBelow(String domain, String parent, boolean below) {
    assertThat(Domain.of(domain).isBelow(Domain.of(parent))).isEqualTo(below);
  }

  @Test
  void whateverTheTextItIsADomainOrAFault() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      String text = RandomText.of(random, 12);
      try {
        Domain domain = Domain.of(text);
        assertThat(domain.ascii()).matches("[a-z0-9_.-]+|\\[[a-f0-9:.ipv]+]");
        assertThat(Domain.of(domain.ascii())).isEqualTo(domain);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("domain");
      }
    }
  }
}
