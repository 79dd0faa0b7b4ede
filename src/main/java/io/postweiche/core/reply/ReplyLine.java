package io.postweiche.core.reply;

/**
 * One line of a reply, taken apart.
 *
 * @param code 200 to 599; 0 when the line does not begin with one
 * @param text what follows the code, or the whole line
 */
record ReplyLine(int code, String text) {
  static ReplyLine of(String line) {
    int code = code(line);
    if (code == 0) {
      return new ReplyLine(0, line);
    }
    String text = afterCode(line);
    // a server behind a server: "550 550 5.1.1 no such user"
    return new ReplyLine(code, code(text) == code ? afterCode(text) : text);
  }

  private static int code(String line) {
    if (line.length() < 3 || line.charAt(0) < '2' || line.charAt(0) > '5') {
      return 0;
    }
    if (!isDigit(line.charAt(1)) || !isDigit(line.charAt(2))) {
      return 0;
    }
    if (line.length() > 3 && (isDigit(line.charAt(3)) || Character.isLetter(line.charAt(3)))) {
      return 0;
    }
    return Integer.parseInt(line.substring(0, 3));
  }

  private static String afterCode(String line) {
    int from = line.length() > 3 && line.charAt(3) == '-' ? 4 : 3;
    return line.substring(from).strip();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
