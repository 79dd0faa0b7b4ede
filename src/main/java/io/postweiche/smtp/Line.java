package io.postweiche.smtp;

import org.jspecify.annotations.Nullable;

/**
 * One command line without its CRLF.
 *
 * @param fault null for a sound line; otherwise the text is empty
 */
record Line(String text, @Nullable Fault fault) {
  /** Why a line is no command (RFC 5321 sections 2.3.8 and 4.1.1). */
  enum Fault {
    TOO_LONG("Line too long"),
    BARE_CR("CR without LF: lines end in CRLF"),
    BARE_LF("LF without CR: lines end in CRLF"),
    CONTROL("Control character in a command"),
    NOT_UTF8("Neither ASCII nor UTF-8");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    SmtpReply reply() {
      return SmtpReply.of(500, "5.5.2", text);
    }
  }

  static Line of(String text) {
    return new Line(text, null);
  }

  static Line faulty(Fault fault) {
    return new Line("", fault);
  }
}
