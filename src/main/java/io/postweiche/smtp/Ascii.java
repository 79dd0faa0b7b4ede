package io.postweiche.smtp;

/** Words of the protocol, which are ASCII in any letter case. */
final class Ascii {
  private Ascii() {}

  /** In upper case; letters beyond ASCII stay, since some of them turn into ASCII ones. */
  static String upper(String word) {
    StringBuilder upper = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
    }
    return upper.toString();
  }
}
