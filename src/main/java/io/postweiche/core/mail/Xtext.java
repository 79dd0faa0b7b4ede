package io.postweiche.core.mail;

/** The coding of values in the DSN parameters: {@code +HH} for what must not stand there bare. */
public final class Xtext {
  private Xtext() {}

  /**
   * Checks that a text is xtext (RFC 3461 section 4) and stands for printable ASCII only, which
   * both ENVID and ORCPT must. What would decode to a CR, a LF or a NUL is none.
   *
   * @param name of the parameter, for the reason
   * @throws IllegalArgumentException with the reason
   */
  static void check(String name, String text, int longest) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + " is empty");
    }
    if (text.length() > longest) {
      throw new IllegalArgumentException(name + " is too long");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '+') {
        char coded = coded(text, i);
        if (coded < ' ' || coded > '~') {
          throw new IllegalArgumentException(name + " is not xtext of printable ASCII");
        }
        i += 2;
      } else if (c <= ' ' || c > '~' || c == '=') {
        throw new IllegalArgumentException(name + " is not xtext of printable ASCII");
      }
    }
  }

  /** The text that an xtext stands for; what is no {@code +HH} stays. */
  public static String decode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char coded = text.charAt(i) == '+' ? coded(text, i) : 0;
      out.append(coded == 0 ? text.charAt(i) : coded);
      i += coded == 0 ? 0 : 2;
    }
    return out.toString();
  }

  /** What stands behind the plus at {@code at}; 0 when that is not two upper-case hex digits. */
  private static char coded(String text, int at) {
    if (at + 2 >= text.length()) {
      return 0;
    }
    int high = "0123456789ABCDEF".indexOf(text.charAt(at + 1));
    int low = "0123456789ABCDEF".indexOf(text.charAt(at + 2));
    return high < 0 || low < 0 ? 0 : (char) (16 * high + low);
  }
}
