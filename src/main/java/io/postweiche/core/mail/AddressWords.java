package io.postweiche.core.mail;

/** The words of one entry of an address list, gathered as an address and as a display name. */
final class AddressWords {
  private static final int LONGEST_NAME = 500;

  private final StringBuilder address = new StringBuilder();
  private final StringBuilder phrase = new StringBuilder();
  private final StringBuilder comment = new StringBuilder();
  private boolean gap;
  private boolean spaced;
  private boolean at;

  /** White space; it matters only between two words. */
  void gap() {
    gap = true;
  }

  /** Text outside quotes, a single character or more. */
  void atom(String text) {
    add(text, text);
    at |= text.equals("@");
  }

  /** A quoted string with its quotes. */
  void quoted(String text) {
    add(text, LocalPart.unquoted(text));
  }

  /** A comment with its brackets. */
  void comment(String text) {
    gap = true;
    if (comment.isEmpty()) {
      comment.append(text, 1, text.length() - 1);
    }
  }

  boolean isEmpty() {
    return address.isEmpty();
  }

  boolean hasAt() {
    return at;
  }

  /** Whether white space parted words that no address has: {@code Hans hans@example.de}. */
  boolean isSpaced() {
    return spaced;
  }

  String address() {
    return address.toString();
  }

  /** Decoded; without a phrase of its own an entry is named by its first comment. */
  String displayName(boolean phraseIsName) {
    CharSequence name = phraseIsName && !phrase.isEmpty() ? phrase : comment;
    // cleaned behind the decoding: an encoded word can hold a line end, and with it a header
    return Shown.clean(EncodedWords.decode(name.toString()), LONGEST_NAME).strip();
  }

  // RFC 5322 section 4.4 allows white space around '.' and '@', so there it is not a gap
  private void add(String forAddress, String forPhrase) {
    if (gap && !address.isEmpty()) {
      phrase.append(' ');
      if (!isJoint(address.charAt(address.length() - 1)) && !isJoint(forAddress.charAt(0))) {
        address.append(' ');
        spaced = true;
      }
    }
    gap = false;
    address.append(forAddress);
    phrase.append(forPhrase);
  }

  private static boolean isJoint(char c) {
    return c == '.' || c == '@';
  }
}
