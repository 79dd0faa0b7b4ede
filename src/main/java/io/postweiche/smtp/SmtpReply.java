package io.postweiche.smtp;

import java.util.List;

/**
 * One reply of ours (RFC 5321 section 4.2).
 *
 * @param status the enhanced status code (RFC 2034); empty where none belongs
 * @param lines one or more
 */
record SmtpReply(int code, String status, List<String> lines) {
  SmtpReply {
    lines = List.copyOf(lines);
  }

  static SmtpReply of(int code, String status, String text) {
    return new SmtpReply(code, status, List.of(text));
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
      out.append(Printable.ascii(lines.get(i))).append("\r\n");
    }
    return out.toString();
  }

  /** For the log. */
  @Override
  public String toString() {
    return code + (status.isEmpty() ? " " : " " + status + " ") + lines.get(lines.size() - 1);
  }
}
