package io.postweiche.core.mail;

import org.jspecify.annotations.Nullable;

/** One pass over an address list; every entry is a mailbox or a fault, and reading goes on. */
final class AddressParser {
  private final String text;
  private int at;
  private AddressWords words = new AddressWords();
  private @Nullable String angle;
  private @Nullable String fault;
  private int faultAt;

  AddressParser(String text) {
    this.text = text;
  }

  /**
   * What stood between two commas.
   *
   * @param position where the entry, or its fault, begins, from 0
   */
  record Entry(int position, @Nullable Mailbox mailbox, @Nullable String fault) {}

  /** The next entry that is not empty; null at the end. */
  @Nullable Entry next() {
    while (at < text.length()) {
      int start = begin();
      while (at < text.length() && !isSeparator(text.charAt(at))) {
        step(start);
      }
      at++;
      Entry entry = finish(start);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  private int begin() {
    words = new AddressWords();
    angle = null;
    fault = null;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private void step(int start) {
    char c = text.charAt(at);
    switch (c) {
      case '"' -> words.quoted(quoted());
      case '(' -> words.comment(comment());
      case '[' -> words.atom(literal());
      case '<' -> angle();
      case ':' -> colon(start);
      case '=' -> equalsSign();
      default -> plain(c);
    }
  }

  private void plain(char c) {
    at++;
    if (Character.isWhitespace(c)) {
      words.gap();
    } else {
      words.atom(String.valueOf(c));
      if (angle != null) {
        fault(at - 1, "text behind the address; a comma is missing");
      }
    }
  }

  // a comma inside an encoded word should have been encoded, but often is not
  private void equalsSign() {
    int end = EncodedWords.end(text, at);
    if (end < 0) {
      plain('=');
    } else {
      words.atom(text.substring(at, end));
      at = end;
    }
  }

  // "undisclosed-recipients:;" - what came before the colon was a group's name
  private void colon(int start) {
    at++;
    if (angle != null || words.hasAt()) {
      fault(start, "':' in an address");
    }
    words = new AddressWords();
  }

  private String quoted() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return closed(start, "a quote is not closed");
  }

  private String comment() {
    int start = at++;
    int depth = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        break;
      }
      at += c == '\\' ? 2 : 1;
    }
    return closed(start, "a comment is not closed");
  }

  /** From {@code start} to the closing mark, both included. */
  private String closed(int start, String otherwise) {
    if (at >= text.length()) {
      at = text.length();
      fault(start, otherwise);
      return "\"\"";
    }
    at++;
    return text.substring(start, at);
  }

  // [192.0.2.1], [IPv6:2001:db8::1]: the colons are no group's; all else in brackets is no literal
  private String literal() {
    int start = at++;
    while (at < text.length() && isInLiteral(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isInLiteral(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '.';
  }

  private void angle() {
    int start = at++;
    AddressWords inside = new AddressWords();
    while (at < text.length() && text.charAt(at) != '>' && text.charAt(at) != '<') {
      char c = text.charAt(at);
      if (c == '"') {
        inside.quoted(quoted());
      } else if (c == '(') {
        comment();
      } else {
        at++;
        if (!Character.isWhitespace(c)) {
          inside.atom(String.valueOf(c));
        }
      }
    }
    if (at >= text.length() || text.charAt(at) == '<') {
      fault(start, "'<' without '>'");
      return;
    }
    at++;
    if (angle != null) {
      fault(start, "two addresses; a comma is missing");
    }
    angle = withoutSourceRoute(inside.address());
  }

  // <@a.example,@b.example:user@c.example>: RFC 5321 appendix C says to pass over the route
  private static String withoutSourceRoute(String inside) {
    return inside.startsWith("@") ? inside.substring(inside.indexOf(':') + 1) : inside;
  }

  private void fault(int position, String what) {
    if (fault == null) {
      fault = what;
      faultAt = position;
    }
  }

  private @Nullable Entry finish(int start) {
    if (fault != null) {
      return new Entry(faultAt, null, fault);
    }
    if (angle == null && words.isEmpty()) {
      return null;
    }
    if (angle == null && words.isSpaced()) {
      return new Entry(start, null, "words, but no address: " + Shown.brief(words.address()));
    }
    try {
      Address address = Address.of(angle == null ? words.address() : angle);
      if (address.isNull()) {
        return new Entry(start, null, "the address is empty");
      }
      return new Entry(start, new Mailbox(words.displayName(angle != null), address), null);
    } catch (IllegalArgumentException e) {
      return new Entry(start, null, e.getMessage());
    }
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == ';';
  }
}
