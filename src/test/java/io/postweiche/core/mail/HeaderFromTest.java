package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFromTest {
  private static final Address RELAY = Address.of("relay@meinefirma.de");

  private static String rewrite(String text) throws IOException {
    Content rewritten = HeaderFrom.rewrite(Content.of(text.getBytes(UTF_8)), RELAY);
    assertThat(rewritten.size()).isEqualTo(rewritten.bytes().length);
    return new String(rewritten.bytes(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '~',
      value = {
        "A: 1|From: Hans Maier <hans@kunde.example>|B: 2||From: body"
            + "~A: 1|From: \"Hans Maier via kunde.example\" <relay@meinefirma.de>|"
            + "Reply-To: Hans Maier <hans@kunde.example>|B: 2||From: body",
        "from:| \"Maier, \\\"H\\\"\"| <hans@kunde.example>||"
            + "~From: \"Maier, \\\"H\\\" via kunde.example\" <relay@meinefirma.de>|"
            + "Reply-To:| \"Maier, \\\"H\\\"\"| <hans@kunde.example>||",
        "From: hans@kunde.example||"
            + "~From: \"hans via kunde.example\" <relay@meinefirma.de>|"
            + "Reply-To: hans@kunde.example||",
        "From: hans@x.de <hans@kunde.example>||"
            + "~From: \"hans x.de via kunde.example\" <relay@meinefirma.de>|"
            + "Reply-To: hans@x.de <hans@kunde.example>||",
        "REPLY-TO: other@x.de|From: hans@kunde.example||"
            + "~REPLY-TO: other@x.de|From: \"hans via kunde.example\" <relay@meinefirma.de>||",
        "From: hans@kunde.example|From: second@x.de||"
            + "~From: \"hans via kunde.example\" <relay@meinefirma.de>|"
            + "Reply-To: hans@kunde.example||",
        "From: nobody knows|B: 2||~From: <relay@meinefirma.de>|B: 2||",
        "Subject: x||body~From: <relay@meinefirma.de>|Subject: x||body",
        "|body~From: <relay@meinefirma.de>||body",
        "A: 1|From: hans@kunde.example"
            + "~A: 1|From: \"hans via kunde.example\" <relay@meinefirma.de>|"
            + "Reply-To: hans@kunde.example|",
      })
  void exchangesTheFromAndNothingElse(String before, String after) throws IOException {
    assertThat(rewrite(before.replace("|", "\r\n"))).isEqualTo(after.replace("|", "\r\n"));
  }

  @Test
  void writesTheLineEndsOfTheMessage() throws IOException {
    assertThat(rewrite("A: 1\nFrom: h@k.de\n\nb"))
        .isEqualTo("A: 1\nFrom: \"h via k.de\" <relay@meinefirma.de>\nReply-To: h@k.de\n\nb");
  }

  @ParameterizedTest
  @CsvSource({
    "From: Relay <relay@meinefirma.de>",
    "From: RELAY@MEINEFIRMA.DE",
    "From: \"relay\"@meinefirma.de",
  })
  void leavesAMessageFromThatAddressAlone(String from) throws IOException {
    Content content = Content.of((from + "\r\n\r\n").getBytes(UTF_8));
    assertThat(HeaderFrom.rewrite(content, RELAY)).isSameAs(content);
  }

  @Test
  void encodesNamesThatAsciiCannotHold() throws IOException {
    String before = "From: =?iso-8859-1?Q?J=F6rg_M=FCller?= <j@müller.de>\r\n\r\n";
    String after = rewrite(before);
    assertThat(after.lines().findFirst().orElseThrow()).matches("[ -~]+");
    String from = HeaderScan.read(after.getBytes(UTF_8)).first("from");
    assertThat(AddressList.parse(from))
        .containsExactly(new Mailbox("Jörg Müller via xn--mller-kva.de", RELAY));
  }

  @Test
  void keepsLinesShortAndTheFieldReadableWhateverTheName() throws IOException {
    Random random = new Random(29);
    for (int i = 0; i < 3_000; i++) {
      String name = Shown.clean(RandomText.of(random, 300), 300).replaceAll("[\"\\\\]", "'");
      String rest = "X:" + HeaderEditTest.garbage(random, 50) + "\r\n\r\n.body";
      String original = " \"" + name + "\" <h@kunde.example>\r\n";
      String after = rewrite("From:" + original + rest);
      assertThat(after).endsWith("\r\nReply-To:" + original + rest);
      String from = after.substring(0, after.length() - ("Reply-To:" + original + rest).length());
      assertThat(from.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(998));
      var mailboxes =
          AddressList.parse(String.valueOf(HeaderScan.read(from.getBytes(UTF_8)).first("from")));
      assertThat(mailboxes).hasSize(1);
      assertThat(mailboxes.get(0).address()).isEqualTo(RELAY);
      assertThat(mailboxes.get(0).displayName()).endsWith("via kunde.example").doesNotContain("@");
    }
  }

  @Test
  void foldsALongNameAtItsBlanks() throws IOException {
    String name = "Gesellschaft fuer besonders lange Namen ".repeat(5).strip();
    String rewritten = rewrite("From: " + name + " <h@k.de>\r\n\r\n");
    String from = rewritten.substring(0, rewritten.indexOf("\r\nReply-To:"));
    assertThat(from.lines()).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 80);
    assertThat(from.replace("\r\n", ""))
        .isEqualTo("From: \"" + name + " via k.de\" <relay@meinefirma.de>");
  }
}
