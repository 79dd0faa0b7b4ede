package io.postweiche.core.reply;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The rules as shipped, for tests that look at the rules themselves. */
final class Rules {
  private Rules() {}

  static List<ReplyRule> standard() {
    try (InputStream in = ReplyClassifier.class.getResourceAsStream("rules.txt")) {
      return RuleFile.parse("rules.txt", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
