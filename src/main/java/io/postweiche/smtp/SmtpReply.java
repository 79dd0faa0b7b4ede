package io.postweiche.smtp;

import java.util.List;

/**
 * One reply of ours (RFC 5321 section 4.2).
 *
 * @param status the enhanced status code (RFC 2034); empty where none belongs
 * @param lines one or more
 */
record SmtpReply(int code, String status, List<String> lines) {
  private static final int CHALLENGE = 334;

  SmtpReply {
    lines = List.copyOf(lines);
  }

  static SmtpReply of(int code, String status, String text) {
    return new SmtpReply(code, status, List.of(text));
  }

  /** One step of an AUTH exchange (RFC 4954 section 4); may be longer than a text. */
  static SmtpReply challenge(String base64) {
    return of(CHALLENGE, "", base64);
  }

  boolean positive() {
    return code < 400;
  }

  /**
   * A breach of the protocol or of what the client may do. A bad address or too large a mail is
   * none: a long list of recipients may well hold twenty of them.
   */
  boolean countsAsFault() {
    return status.startsWith("5.5.") || status.startsWith("5.7.");
  }

  /** As it goes out. Whatever the texts hold, nothing in them can end or add a line. */
  String wire() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      out.append(code).append(i == lines.size() - 1 ? ' ' : '-');
      out.append(status).append(status.isEmpty() ? "" : " ");
      out.append(printable(lines.get(i))).append("\r\n");
    }
    return out.toString();
  }

  private String printable(String line) {
    boolean base64 = code == CHALLENGE && line.matches("[A-Za-z0-9+/=]*");
    return base64 ? line : Printable.ascii(line);
  }

  /** For the log. */
  @Override
  public String toString() {
    return code + (status.isEmpty() ? " " : " " + status + " ") + lines.get(lines.size() - 1);
  }
}
