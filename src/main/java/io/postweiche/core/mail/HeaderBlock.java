package io.postweiche.core.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The header of a message as it came: its octets up to the empty line, and where each field lies in
 * them. Lines end at LF, with or without CR. A line without a colon is kept as a nameless field and
 * reading goes on behind it: a server further on may do the same, and a {@code Bcc} must not hide
 * there.
 *
 * @param complete false when the header went on beyond {@link #LARGEST} or {@link #MOST_FIELDS}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeaderBlock(byte[] octets, int length, List<Field> fields, boolean complete) {
  /** So much of a message is looked at, octets. */
  static final int LARGEST = 1_000_000;

  /** So many fields are looked at: each costs memory that a hostile sender would make us pay. */
  static final int MOST_FIELDS = 10_000;

  private static final int CHUNK = 8 * 1024;

  /** One field, folded lines and line end included; {@code colon} is -1 for what is no field. */
  record Field(int start, int colon, int end) {}

  /** Reads as far as needed, usually a little further; the stream stays the caller's. */
  static HeaderBlock read(InputStream in) throws IOException {
    byte[] octets = new byte[CHUNK];
    int filled = 0;
    int line = 0;
    int at = 0;
    while (true) {
      for (; at < filled; at++) {
        if (octets[at] == '\n') {
          if (isEmpty(octets, line, at)) {
            return split(octets, line, true);
          }
          line = at + 1;
        }
      }
      if (filled == LARGEST) {
        return split(octets, line, false);
      }
      if (filled == octets.length) {
        octets = Arrays.copyOf(octets, Math.min(LARGEST, filled * 2));
      }
      int read = in.read(octets, filled, octets.length - filled);
      if (read < 0) {
        return split(octets, filled, true);
      }
      filled += read;
    }
  }

  /** As {@link #read}, of a message that is about to be edited: a part of a header will not do. */
  static HeaderBlock whole(Content content) throws IOException {
    try (InputStream in = content.open()) {
      HeaderBlock block = read(in);
      if (!block.complete()) {
        throw new IOException(
            "the header of the message is larger than "
                + LARGEST
                + " bytes or "
                + MOST_FIELDS
                + " fields");
      }
      return block;
    }
  }

  /** Whether the field has this name, which is given in lower case. */
  boolean isNamed(Field field, String lowerName) {
    return field.colon() >= 0 && name(field).equals(lowerName);
  }

  /** In lower case; empty for a line that is no field. */
  String name(Field field) {
    return field.colon() < 0
        ? ""
        : new String(
                octets, field.start(), field.colon() - field.start(), StandardCharsets.ISO_8859_1)
            .stripTrailing()
            .toLowerCase(Locale.ROOT);
  }

  /** As the message ends its first line; CRLF when it has none. */
  String lineEnd() {
    for (int i = 0; i < length; i++) {
      if (octets[i] == '\n') {
        return i > 0 && octets[i - 1] == '\r' ? "\r\n" : "\n";
      }
    }
    return "\r\n";
  }

  private static boolean isEmpty(byte[] octets, int line, int lineFeed) {
    return line == lineFeed || (line + 1 == lineFeed && octets[line] == '\r');
  }

  private static HeaderBlock split(byte[] octets, int length, boolean complete) {
    List<Field> fields = new ArrayList<>();
    int at = 0;
    while (at < length) {
      if (fields.size() == MOST_FIELDS) {
        return new HeaderBlock(octets, at, fields, false);
      }
      int end = lineEnd(octets, at, length);
      while (end < length && (octets[end] == ' ' || octets[end] == '\t')) {
        end = lineEnd(octets, end, length);
      }
      fields.add(new Field(at, colon(octets, at, end), end));
      at = end;
    }
    return new HeaderBlock(octets, length, fields, complete);
  }

  private static int lineEnd(byte[] octets, int from, int length) {
    int at = from;
    while (at < length && octets[at] != '\n') {
      at++;
    }
    return Math.min(at + 1, length);
  }

  // printable ASCII, then perhaps blanks (obsolete, but read by many), then the colon
  private static int colon(byte[] octets, int start, int end) {
    int at = start;
    while (at < end && octets[at] > ' ' && octets[at] < 127 && octets[at] != ':') {
      at++;
    }
    boolean named = at > start;
    while (at < end && (octets[at] == ' ' || octets[at] == '\t')) {
      at++;
    }
    return named && at < end && octets[at] == ':' ? at : -1;
  }
}
