package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ContentTest {
  @Test
  void aContentBehindOthersIsTheSameHoweverItIsRead() throws IOException {
    Content content =
        Content.of("body".getBytes(US_ASCII))
            .behind("second ".getBytes(US_ASCII))
            .behind("first ".getBytes(US_ASCII));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    content.writeTo(written);
    assertThat(content.bytes()).asString(US_ASCII).isEqualTo("first second body");
    assertThat(content.open()).hasContent("first second body");
    assertThat(written.toString(US_ASCII)).isEqualTo("first second body");
    assertThat(content.size()).isEqualTo(17);
  }
}
