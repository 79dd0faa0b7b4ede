package io.postweiche.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/** A YAML file as a tree of nodes that know their places; all scalars stay text. */
final class YamlTree {
  static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setUseMarks(true)
          .setAllowDuplicateKeys(true) // told by Value.entries, with the place of the second
          .setAllowNonScalarKeys(true)
          .setMaxAliasesForCollections(YamlGuard.MOST_BY_ALIAS)
          .setSchema(new FailsafeSchema()) // also knows no merge keys, which multiply
          .build();

  private YamlTree() {}

  /** The root node; null when there is none or the file is no YAML, which is then told. */
  static @Nullable Node read(byte[] content, Faults faults) {
    String text = decode(content, faults);
    try {
      if (text == null || !YamlGuard.passes(text, faults)) {
        return null;
      }
      Optional<Node> root = new Compose(SETTINGS).composeString(text);
      if (root.isEmpty()) {
        faults.add(Position.START, "the file is empty; a mapping with relays and senders wanted");
      }
      return root.orElse(null);
    } catch (MarkedYamlEngineException e) {
      faults.add(Position.of(e.getProblemMark().or(e::getContextMark)), message(e));
      return null;
    }
  }

  private static @Nullable String decode(byte[] content, Faults faults) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports, does not replace
    CharBuffer out = CharBuffer.allocate(content.length + 1);
    boolean broken = decoder.decode(ByteBuffer.wrap(content), out, true).isError();
    String text = out.flip().toString().replaceFirst("^\uFEFF", "");
    int odd = firstUnprintable(text);
    if (odd >= 0 || broken) {
      Position at = Position.behind(odd >= 0 ? text.substring(0, odd) : text);
      faults.add(at, odd >= 0 ? "a control character, not allowed in YAML" : "not UTF-8");
      return null;
    }
    return text;
  }

  private static int firstUnprintable(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!StreamReader.isPrintable(text.codePointAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Without the library's excerpt of the file: it could show a password. */
  private static String message(MarkedYamlEngineException e) {
    String context = e.getContext() == null ? "" : e.getContext();
    if (context.contains("alias")) {
      return YamlGuard.NO_ALIAS;
    }
    return "not YAML: " + (context.isEmpty() ? "" : context + ": ") + advised(e.getProblem());
  }

  /** With what to do about it, where the library advises oddly or not at all. */
  private static String advised(String problem) {
    if (problem.contains("TAB")) {
      return "found a tab; indent with spaces";
    }
    if (problem.endsWith("but got {")) {
      return problem + "; inside { } quote \"${env:NAME}\"";
    }
    return problem.replaceFirst("\\. \\(Do not use .*\\)", "; quote the text");
  }
}
