package io.postweiche.core.reply;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A relay's reply as it came (RFC 5321 section 4.2), or what stands in for one when the connection
 * failed (code 0).
 *
 * @param code the three digits, 200 to 599; 0 when there was no reply or none within the protocol
 * @param enhanced the enhanced status code of the last line that has one (RFC 3463), without text
 * @param lines the lines as they came, each with its code where the server gave one
 */
public record Reply(int code, @Nullable String enhanced, List<String> lines) {
  // A relay chooses how much it says; what we keep goes into every copy of the mail's history.
  private static final int LONGEST_LINE = 1000;
  private static final int FIRST_LINES = 2;
  private static final int LAST_LINES = 30;

  private static final Pattern ENHANCED =
      Pattern.compile("(?:^[\\[(]?|#)([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\t]]+");
  private static final Pattern LINE_ENDS = Pattern.compile("\\r\\n|\\r|\\n");

  public Reply {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a reply whose lines are separated by CRLF, CR or LF, or by the two characters {@code \n}
   * as typed on a command line. The last line that begins with a code gives it, so a server that
   * leaves out codes on the other lines is understood as well.
   */
  public static Reply of(String raw) {
    List<String> lines = lines(raw);
    for (int i = lines.size() - 1; i >= 0; i--) {
      ReplyLine line = ReplyLine.of(lines.get(i));
      if (line.code() > 0) {
        return new Reply(line.code(), enhanced(lines), lines);
      }
    }
    return new Reply(0, null, lines);
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

  /** 4yz: the relay itself says that a later attempt may succeed (RFC 5321 section 4.2.1). */
  public boolean isTransient() {
    return code >= 400 && code < 500;
  }

  private static List<String> lines(String raw) {
    boolean fromTheWire = raw.indexOf('\n') >= 0 || raw.indexOf('\r') >= 0;
    String text = fromTheWire ? raw : raw.replace("\\n", "\n");
    List<String> lines = new ArrayList<>();
    for (String line : LINE_ENDS.split(text)) {
      String cut = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
      String clean = CONTROLS.matcher(cut).replaceAll(" ").strip();
      if (!clean.isEmpty()) {
        lines.add(clean);
      }
    }
    if (lines.size() > FIRST_LINES + LAST_LINES) {
      lines.subList(FIRST_LINES, lines.size() - LAST_LINES).clear();
    }
    return lines;
  }

  private static @Nullable String enhanced(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      Matcher enhanced = ENHANCED.matcher(ReplyLine.of(lines.get(i)).text());
      if (enhanced.find()) {
        return enhanced.group(1);
      }
    }
    return null;
  }
}
