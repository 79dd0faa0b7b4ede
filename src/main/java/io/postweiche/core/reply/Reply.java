package io.postweiche.core.reply;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A relay's reply as it came (RFC 5321 section 4.2), or what stands in for one when the connection
 * failed (code 0).
 *
 * @param code the three digits; 0 when there was no reply
 * @param enhanced the enhanced status code of the last line (RFC 3463), without the text
 * @param lines the lines, each with its code
 */
public record Reply(int code, @Nullable String enhanced, List<String> lines) {
  private static final Pattern LINE = Pattern.compile("(\\d{3})(?:[ -](.*))?", Pattern.DOTALL);
  private static final Pattern ENHANCED =
      Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?:\\s|$).*", Pattern.DOTALL);

  public Reply {
    lines = List.copyOf(lines);
  }

  /** Reads a reply whose lines are separated by CRLF, LF, or the two characters {@code \n}. */
  public static Reply of(String raw) {
    List<String> lines = raw.strip().replace("\\n", "\n").lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    Matcher line = LINE.matcher(last);
    if (!line.matches()) {
      return new Reply(0, null, lines);
    }
    String text = line.group(2) == null ? "" : line.group(2).strip();
    Matcher enhanced = ENHANCED.matcher(text);
    return new Reply(
        Integer.parseInt(line.group(1)), enhanced.matches() ? enhanced.group(1) : null, lines);
  }

  /** No reply at all: the sentence says what happened instead. */
  public static Reply none(String sentence) {
    return new Reply(0, null, List.of(sentence));
  }

  public String lastLine() {
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** All lines, joined by LF. */
  public String text() {
    return String.join("\n", lines);
  }
}
