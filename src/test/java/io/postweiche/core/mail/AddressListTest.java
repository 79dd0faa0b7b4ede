package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AddressListTest {
  static Stream<Arguments> lists() {
    return Stream.of(
        arguments("", List.of()),
        arguments(" , ,; ", List.of()),
        arguments("a@b.de", List.of("|a@b.de")),
        arguments("<a@b.de>", List.of("|a@b.de")),
        arguments("Hans Maier <a@b.de>", List.of("Hans Maier|a@b.de")),
        arguments("Hans  \t Maier<a@b.de>", List.of("Hans Maier|a@b.de")),
        arguments("\"Maier, Hans\" <a@b.de>, c@d.de", List.of("Maier, Hans|a@b.de", "|c@d.de")),
        arguments("\"Hans \\\"H\\\" Maier\" <a@b.de>", List.of("Hans \"H\" Maier|a@b.de")),
        arguments("a@b.de <a@b.de>", List.of("a@b.de|a@b.de")),
        arguments("Hans M. (Chef) <a@b.de>", List.of("Hans M.|a@b.de")),
        arguments("a@b.de (Hans (der) Maier)", List.of("Hans (der) Maier|a@b.de")),
        arguments("<a@b.de> (Hans)", List.of("Hans|a@b.de")),
        arguments("a@b.de; c@d.de ;", List.of("|a@b.de", "|c@d.de")),
        arguments("a . b @ c . de", List.of("|a.b@c.de")),
        arguments("< a@b.de >", List.of("|a@b.de")),
        arguments("<@x.de,@y.de:a@b.de>", List.of("|a@b.de")),
        arguments("=?utf-8?Q?J=C3=B6rg?= <a@b.de>", List.of("Jörg|a@b.de")),
        arguments("\"=?utf-8?Q?J=C3=B6rg?=\" <a@b.de>", List.of("Jörg|a@b.de")),
        arguments("=?utf-8?Q?a=0D=0ABcc:_x?= <a@b.de>", List.of("a  Bcc: x|a@b.de")),
        arguments("=?utf-8?Q?Maier,_Hans?= <a@b.de>", List.of("Maier, Hans|a@b.de")),
        arguments("a=b@c.de, =?=@c.de", List.of("|a=b@c.de", "|=?=@c.de")),
        arguments("Jörg Müller <jörg@müller.de>", List.of("Jörg Müller|jörg@xn--mller-kva.de")),
        arguments("undisclosed-recipients:;", List.of()),
        arguments(
            "Team: a@b.de, Hans <c@d.de>; e@f.de", List.of("|a@b.de", "Hans|c@d.de", "|e@f.de")),
        arguments("\"a b\"@c.de", List.of("|\"a b\"@c.de")),
        arguments("<\"a>,b\"@c.de>", List.of("|\"a>,b\"@c.de")),
        arguments("\"x@y\"@c.de, d@e.de", List.of("|\"x@y\"@c.de", "|d@e.de")),
        arguments("a@[192.0.2.1]", List.of("|a@[192.0.2.1]")),
        arguments("a@[IPv6:2001:db8::1], b@c.de", List.of("|a@[ipv6:2001:db8::1]", "|b@c.de")),
        arguments("[Vertrieb] Hans <a@b.de>", List.of("[Vertrieb] Hans|a@b.de")),
        arguments("mailto:a@b.de", List.of("|a@b.de")),
        arguments("(nobody), a@b.de", List.of("|a@b.de")));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void reads(String text, List<String> expected) {
    assertThat(AddressList.parse(text))
        .extracting(mailbox -> mailbox.displayName() + "|" + mailbox.address())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "hans ~ 1 ~ not an address",
        "a@b.de, hans ~ 9 ~ not an address",
        "a@b.de, Hans c@d.de ~ 9 ~ words",
        "Maier, Hans <a@b.de> ~ 1 ~ not an address",
        "a@b.de, \"Hans <c@d.de> ~ 9 ~ quote",
        "a@b.de, (Hans <c@d.de> ~ 9 ~ comment",
        "a@b.de, Hans <c@d.de ~ 14 ~ '<' without '>'",
        "<a@b.de> <c@d.de> ~ 10 ~ comma",
        "<a@b.de> c@d.de ~ 10 ~ comma",
        "x, <> ~ 1 ~ not an address",
        "<> ~ 1 ~ empty",
        "a@b.de:c ~ 1 ~ ':'",
        "a@b..de ~ 1 ~ domain",
      })
  void tellsWhereTheFaultIs(String text, int character, String what) {
    assertThatThrownBy(() -> AddressList.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("character " + character + ":")
        .hasMessageContaining(what);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "Maier, Hans <a@b.de> ~ a@b.de",
        "nonsense, <>, c@d.de, e@f.de ~ c@d.de",
        "\"Hans <a@b.de> ~ a@b.de",
        "Hans (x <a@b.de> ~ a@b.de",
        "Hans <a@b.de> jr. ~ a@b.de",
        "hans ~",
        "<> ~",
        "<<<<@@>> ~",
      })
  void findsTheFirstAnyway(String text, String expected) {
    Address first = AddressList.firstAddress(text);
    assertThat(first == null ? null : first.toString()).isEqualTo(expected);
  }

  @Test
  void hostileTextTakesLinearTime() {
    String[] parts = {
      "\"", "(", ")", "<", ">", "[", ":", ",", "\\", "@", "\"\\", "(\"", "<\"", "<(", "a@b.de,",
      "a ", "=?", "<a@b.de", "[a:", "\"a\" ",
    };
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (String part : parts) {
            AddressList.firstAddress(part.repeat((1 << 18) / part.length()));
          }
        });
  }

  @Test
  void whateverTheTextItIsAListOrAFault() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      String text = RandomText.of(random, 30);
      AddressList.firstAddress(text);
      try {
        for (Mailbox mailbox : AddressList.parse(text)) {
          assertThat(mailbox.displayName()).doesNotContain("\r").doesNotContain("\n");
        }
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).startsWith("address list, character ");
      }
    }
  }
}
