package io.postweiche.core.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a relay says has a verdict, and what is kept of it is bounded and harmless. */
class ReplyFuzzTest {
  private static final ReplyClassifier CLASSIFIER = ReplyClassifier.standard();

  @FuzzTest
  void everyReplyHasAVerdict(byte[] octets) {
    String raw = new String(octets, UTF_8);
    Reply reply = Reply.of(raw);
    assertThat(reply.code()).matches(code -> code == 0 || (code >= 200 && code <= 599));
    assertThat(reply.lines()).hasSizeLessThanOrEqualTo(32);
    for (String line : reply.lines()) {
      assertThat(line).hasSizeLessThanOrEqualTo(1000).doesNotContainPattern("[\\p{Cc}&&[^\t]]");
    }
    if (reply.enhanced() != null) {
      assertThat(reply.enhanced()).matches("[245]\\.\\d{1,3}\\.\\d{1,3}");
    }
    for (Stage stage : Stage.values()) {
      assertThat(CLASSIFIER.classify(stage, reply).rule()).isNotBlank();
    }
    assertThat(Reply.of(reply.text()).code()).isEqualTo(reply.code());
  }
}
