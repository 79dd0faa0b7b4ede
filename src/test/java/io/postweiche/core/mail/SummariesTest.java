package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SummariesTest {
  private static Summary of(String text) {
    return Summaries.of(HeaderScan.read(text.getBytes(UTF_8)));
  }

  @Test
  void tellsWhoWhatAndWhichOne() {
    Summary summary =
        of(
            "From: =?utf-8?Q?J=C3=B6rg?=\r\n <joerg@meinefirma.de>, b@c.de\r\n"
                + "Subject: =?utf-8?Q?Gr=C3=BC?=\r\n =?utf-8?Q?=C3=9Fe?= aus Köln\r\n"
                + "Message-ID:\r\n <abc@x.de> \r\n\r\n");
    assertThat(summary.headerFrom()).isEqualTo(Address.of("joerg@meinefirma.de"));
    assertThat(summary.subject()).isEqualTo("Grüße aus Köln");
    assertThat(summary.messageId()).isEqualTo("<abc@x.de>");
  }

  @Test
  void hasNothingToTellOfAnEmptyHeader() {
    assertThat(of("")).isEqualTo(Summary.NONE);
    assertThat(of("From: nobody\r\nMessage-ID:\r\n\r\n")).isEqualTo(Summary.NONE);
  }

  @Test
  void isShortAndHarmless() {
    Summary summary =
        of(
            "Subject: =?utf-8?Q?a=0D=0Ab=1B[31m?= "
                + "x".repeat(500_000)
                + "\r\nMessage-ID: <"
                + "y".repeat(400)
                + ">\r\n\r\n");
    assertThat(summary.subject()).hasSize(200).startsWith("a  b [31m x").doesNotContain("\u001B");
    assertThat(summary.messageId()).hasSize(255);
    assertThat(of("Subject: " + "😀".repeat(300) + "\r\n").subject()).isEqualTo("😀".repeat(100));
  }
}
