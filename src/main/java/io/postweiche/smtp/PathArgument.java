package io.postweiche.smtp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What stands behind MAIL and RCPT: {@code FROM:<path> KEYWORD=value …} (RFC 5321 section 4.1.2).
 *
 * @param path without brackets and source route; empty only for {@code <>}
 * @param parameters by keyword in upper case; the value is empty for a keyword alone
 */
record PathArgument(String path, Map<String, String> parameters) {
  private static final Pattern KEYWORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");

  /**
   * Reads the argument; spaces behind the colon and a path without brackets pass, since printers
   * and scripts write both.
   *
   * @param word {@code FROM} or {@code TO}
   */
  static PathArgument of(String word, String argument) throws Refused {
    int colon = word.length();
    if (!argument.regionMatches(true, 0, word + ":", 0, colon + 1)) {
      throw new Refused(Replies.syntax(word + ":<address> wanted"));
    }
    String rest = argument.substring(colon + 1).stripLeading();
    int end = rest.startsWith("<") ? behindBracket(rest) : firstSpace(rest);
    String behind = rest.substring(end);
    if (end == 0 || !(behind.isEmpty() || behind.startsWith(" "))) {
      throw new Refused(Replies.syntax(word + ":<address> wanted"));
    }
    return new PathArgument(bare(rest.substring(0, end)), parameters(behind.strip()));
  }

  private static int firstSpace(String text) {
    int space = text.indexOf(' ');
    return space < 0 ? text.length() : space;
  }

  /** The index behind the closing bracket; one in a quoted local part does not close. */
  private static int behindBracket(String text) {
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '>' && !quoted) {
        return i + 1;
      }
    }
    return 0;
  }

  private static String bare(String path) throws Refused {
    if (!path.startsWith("<")) {
      return path;
    }
    String inner = path.substring(1, path.length() - 1);
    if (!inner.startsWith("@")) {
      return inner;
    }
    // a source route: to be accepted and ignored, RFC 5321 appendix C
    String routed = inner.substring(inner.indexOf(':') + 1);
    if (routed.isEmpty() || routed.equals(inner)) {
      throw new Refused(Replies.syntax("Source route without an address"));
    }
    return routed;
  }

  private static Map<String, String> parameters(String text) throws Refused {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : text.isEmpty() ? new String[0] : text.split(" +")) {
      int equals = parameter.indexOf('=');
      String keyword = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      String upper = Ascii.upper(keyword);
      boolean malformed = (equals >= 0 && value.isEmpty()) || value.indexOf('=') >= 0;
      if (malformed || !KEYWORD.matcher(keyword).matches()) {
        throw new Refused(Replies.syntax("Malformed parameter " + parameter));
      }
      if (parameters.put(upper, value) != null) {
        throw new Refused(Replies.syntax("Parameter " + upper + " given twice"));
      }
    }
    return parameters;
  }
}
