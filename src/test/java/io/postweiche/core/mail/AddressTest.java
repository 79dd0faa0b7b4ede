package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "hans@meinefirma.de, hans, meinefirma.de",
    "<hans@meinefirma.de>, hans, meinefirma.de",
    "Hans.Maier+Test@MeineFirma.DE, Hans.Maier+Test, meinefirma.de",
    "a..b.@docomo.example, a..b., docomo.example",
    "hans@müller.de, hans, xn--mller-kva.de",
    "jörg@müller.de, jörg, xn--mller-kva.de",
    "čapek@a.de, čapek, a.de", // U+010D ends in 0D, yet is a letter
    "hans@[192.0.2.1], hans, [192.0.2.1]",
    "!#$%&'*+-/=?^_`{|}~@a.de, !#$%&'*+-/=?^_`{|}~, a.de",
  })
  void reads(String text, String local, String domain) {
    Address address = Address.of(text);
    assertThat(address.localPart()).isEqualTo(local);
    assertThat(address.domain()).isEqualTo(new Domain(domain));
    assertThat(address.bracketed()).isEqualTo("<" + local + "@" + domain + ">");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"a@b\"@c.de, a@b",
        "\"a b\"@c.de, a b",
        "\"a\\\"b\"@c.de, a\"b",
        "\"a\\\\\"@c.de, a\\",
        "\"<>\"@c.de, <>",
        "\"\"@c.de, ``",
        "\"@\"@c.de, @",
      })
  void readsQuotedLocalParts(String text, String content) {
    Address address = Address.of(text);
    assertThat(address.unquotedLocalPart()).isEqualTo(content);
    assertThat(address).hasToString(text);
    assertThat(Address.quoting(content, Domain.of("c.de"))).isEqualTo(address);
  }

  @Test
  void readsTheNullSender() {
    assertThat(Address.of("")).isSameAs(Address.NULL);
    assertThat(Address.of("<>")).isSameAs(Address.NULL);
    assertThat(Address.NULL.bracketed()).isEqualTo("<>");
    assertThat(Address.NULL.isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hans",
        "@a.de",
        "hans@",
        "hans@@a.de",
        "a b@c.de",
        "a\r\nb@c.de",
        "a@c.de\r\n",
        "<a@b.de",
        "a@b.de>",
        "<<a@b.de>>",
        "a<b@c.de",
        "a,b@c.de",
        "\"a@c.de",
        "a\"@c.de",
        "\"a\"b\"@c.de",
        "\"a\\\"@c.de",
        "\"@c.de",
        "\"a\nb\"@c.de",
        "a@\"b@c.de",
        "(x)a@c.de",
        "a\u0085b@c.de",
        "a\u2028b@c.de",
        "\uDC00@c.de",
        "瘍@c.de",
        "瘊@c.de",
        "@x,@y:a@c.de",
        "<",
        ">",
        " ",
        "a\u0000@c.de",
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Address.of(text));
  }

  @Test
  void takesLongLocalPartsUpToTheLengthOfAPath() {
    String verp = "bounces+" + "x".repeat(100) + "=kunde.example";
    assertThat(Address.of(verp + "@meinefirma.de").localPart()).isEqualTo(verp);
    assertThat(Address.of("x".repeat(249) + "@a.de").toString()).hasSize(254);
    assertThatThrownBy(() -> Address.of("x".repeat(250) + "@a.de")).hasMessageContaining("254");
    assertThatThrownBy(() -> Address.of("ü".repeat(125) + "@a.de")).hasMessageContaining("254");
  }

  @Test
  void cannotBeBuiltOutOfForm() {
    Domain domain = Domain.of("a.de");
    assertThatIllegalArgumentException().isThrownBy(() -> new Address("a\r\nb", domain));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address("", domain));
    assertThatIllegalArgumentException().isThrownBy(() -> new Address("a", null));
  }

  @ParameterizedTest
  @CsvSource({
    "Hans@a.de, hans@A.DE, true",
    "\"hans\"@a.de, HANS@a.de, true",
    "\"h\\ans\"@a.de, hans@a.de, true",
    "JÖRG@a.de, jo\u0308rg@a.de, true",
    "\"a b\"@a.de, ab@a.de, false",
    "hans@a.de, hans@b.de, false",
    "hans@a.de, <>, false",
    "<>, <>, true",
  })
  void comparesMailboxes(String one, String other, boolean same) {
    assertThat(Address.of(one).sameMailbox(Address.of(other))).isEqualTo(same);
    assertThat(Address.of(other).sameMailbox(Address.of(one))).isEqualTo(same);
  }

  @Test
  void aHostileMegabyteTakesNoTimeAndIsNotRepeated() {
    String[] hostile = {
      "a".repeat(1 << 20),
      "@".repeat(1 << 20),
      "\"" + "\\a".repeat(1 << 19) + "\"@c.de",
      "a@" + "a.".repeat(1 << 19),
      "a@" + "ü".repeat(1 << 20),
      "a@[" + "1.".repeat(1 << 19) + "]",
      "ä".repeat(1 << 20) + "@c.de",
    };
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (String text : hostile) {
            assertThatThrownBy(() -> Address.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(200));
          }
        });
  }

  @Test
  void whateverTheTextItIsAnAddressOrAFault() {
    Random random = new Random(11);
    int good = 0;
    for (int i = 0; i < 20_000; i++) {
      String text =
          RandomText.of(random, 8) + "@" + (i % 2 == 0 ? "a.de" : RandomText.of(random, 5));
      try {
        Address address = Address.of(text);
        assertThat(Address.of(address.bracketed())).isEqualTo(address);
        assertThat(address.toString()).doesNotContain("\r").doesNotContain("\n");
        assertThat(Address.quoting(address.unquotedLocalPart(), Domain.of("a.de")).localPart())
            .isEqualTo(Address.quoting(address.unquotedLocalPart(), address.domain()).localPart());
        good++;
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(good).isGreaterThan(100);
  }
}
