package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Arrays;

/** Headers of whatever is sent: what is not asked to change keeps every octet. */
class HeaderFuzzTest {
  @FuzzTest
  void fieldsCoverTheHeader(byte[] message) throws IOException {
    HeaderBlock block = HeaderBlock.whole(Content.of(message));
    int at = 0;
    for (HeaderBlock.Field field : block.fields()) {
      assertThat(field.start()).isEqualTo(at);
      assertThat(field.end()).isGreaterThan(at);
      at = field.end();
    }
    assertThat(at).isEqualTo(block.length());
    assertThat(Arrays.copyOf(block.octets(), at)).isEqualTo(Arrays.copyOf(message, at));
    Headers headers = HeaderScan.read(message);
    for (HeaderBlock.Field field : block.fields()) {
      for (String value : headers.all(block.name(field))) {
        assertThat(value).doesNotContain("\r", "\n");
      }
    }
    Summaries.of(headers);
  }

  @FuzzTest
  void onlyTheNamedFieldsGo(byte[] message) throws IOException {
    Content content = Content.of(message);
    Content edited = HeaderEdit.without(content, "Bcc", "Resent-Bcc");
    byte[] octets = edited.bytes();
    assertThat(edited.size()).isEqualTo(octets.length);
    Headers after = HeaderScan.read(octets);
    assertThat(after.count("bcc") + after.count("resent-bcc")).isZero();
    if (octets.length == message.length) {
      assertThat(edited).isSameAs(content);
    }
    assertThat(kept(message)).isEqualTo(new String(octets, ISO_8859_1));
  }

  @FuzzTest
  void aRewrittenFromIsTheOnlyOne(byte[] message) throws IOException {
    // a field of this type would be loaded before Jazzer instruments it: see AddressFuzzTest
    Address ours = Address.of("relay@firma.example");
    Content edited = HeaderFrom.rewrite(Content.of(message), ours);
    byte[] octets = edited.bytes();
    assertThat(edited.size()).isEqualTo(octets.length);
    Headers after = HeaderScan.read(octets);
    assertThat(after.count("from")).isEqualTo(1);
    assertThat(AddressList.firstAddress(after.first("from")).sameMailbox(ours)).isTrue();
    Headers before = HeaderScan.read(message);
    String body =
        new String(message, before.length(), message.length - before.length(), ISO_8859_1);
    assertThat(new String(octets, ISO_8859_1)).endsWith(body);
    assertThat(after.length()).isEqualTo(octets.length - body.length());
  }

  /** The message without its Bcc fields, found a line at a time. */
  private static String kept(byte[] message) {
    StringBuilder kept = new StringBuilder();
    String rest = new String(message, ISO_8859_1);
    boolean drop = false;
    while (!rest.isEmpty() && !rest.startsWith("\n") && !rest.startsWith("\r\n")) {
      String line = rest.substring(0, rest.contains("\n") ? rest.indexOf('\n') + 1 : rest.length());
      boolean folded =
          (line.startsWith(" ") || line.startsWith("\t")) && rest.length() < message.length;
      drop = folded ? drop : line.matches("(?is)(resent-)?bcc[ \t]*:.*");
      kept.append(drop ? "" : line);
      rest = rest.substring(line.length());
    }
    return kept + rest;
  }
}
