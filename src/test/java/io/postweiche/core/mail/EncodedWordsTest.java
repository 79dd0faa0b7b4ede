package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain,plain",
        "=?utf-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=,Grüße aus Köln",
        "=?UTF-8?b?R3LDvMOfZQ==?=,Grüße",
        "=?utf-8?B?R3LDvMOfZQ?=,Grüße", // padding forgotten
        "=?iso-8859-1?q?J=F6rg?= hat Zeit,Jörg hat Zeit",
        "=?windows-1252?Q?10_=80?=,10 €",
        "=?iso-8859-15?Q?=A4?=,€",
        "=?utf-8*de?Q?J=C3=B6rg?=,Jörg", // RFC 2231 section 5
        "=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=,日本",
        "a =?utf-8?Q?b?= c,a b c",
        "=?utf-8?Q?a?= =?utf-8?Q?b?=,ab", // RFC 2047 section 8
        "=?utf-8?Q?a?=  \t =?iso-8859-1?Q?b?=,ab",
        "=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=,ü", // one character cut in two, against the standard
        "=?utf-8?Q?a?==?utf-8?Q?b?=,ab",
        "=?utf-8?Q?a?=b=?utf-8?Q?c?=,abc",
        "=?utf-8?Q?50%=_=zz?=,50%= =zz",
        "=?utf-8?Q?with blank?=,with blank",
        "Re: =?utf-8?Q??= x,Re:  x",
      })
  void decodes(String text, String expected) {
    assertThat(EncodedWords.decode(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=?klingon?Q?abc?=",
        "=?utf-8?X?abc?=",
        "=?utf-8?Q?abc",
        "=?utf-8?Q",
        "=?utf-8?",
        "=?",
        "=??=",
        "=?utf-8?B?R?=",
        "=?utf-7?Q?+AGE-?=",
        "=?utf-8??abc?=",
        "=??Q?abc?=",
        "a=?b",
      })
  void keepsWhatItCannotRead(String text) {
    assertThat(EncodedWords.decode(text)).isEqualTo(text);
  }

  @Test
  void keepsAnUnknownWordAmongKnownOnes() {
    assertThat(EncodedWords.decode("=?utf-8?Q?a?= =?klingon?Q?b?= =?utf-8?Q?c?="))
        .isEqualTo("a =?klingon?Q?b?= c");
  }

  @Test
  void encodesInWordsOfLawfulLengthAndBack() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      String text = Shown.clean(RandomText.of(random, 300), 300);
      var words = EncodedWords.encode(text);
      assertThat(words).allSatisfy(word -> assertThat(word.length()).isLessThanOrEqualTo(75));
      assertThat(words).allSatisfy(word -> assertThat(word).matches("[!-~]+"));
      assertThat(EncodedWords.decode(String.join("\r\n ", words))).isEqualTo(text);
    }
  }

  @Test
  void aMegabyteOfBeginningsTakesNoTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          for (String part :
              new String[] {"=?", "=?a", "=?a?Q?", "=?utf-8?Q?=?=?=", "=?x?B?a?= "}) {
            EncodedWords.decode(part.repeat((1 << 20) / part.length()));
          }
          EncodedWords.decode("=?" + "a".repeat(1 << 20));
          EncodedWords.decode("=?utf-8?Q?" + "=41".repeat(1 << 18));
        });
  }
}
