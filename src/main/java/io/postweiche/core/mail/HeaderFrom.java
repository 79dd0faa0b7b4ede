package io.postweiche.core.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The policy {@code header-from: ADDRESS}. {@code From: "Hans" <hans@kunde.example>} becomes {@code
 * From: "Hans via kunde.example" <ADDRESS>}, and the old {@code From} becomes {@code Reply-To}
 * unless there is one. No '@' gets into the name: IONOS refuses some of those.
 */
public final class HeaderFrom {
  private static final String NEW_LINE = "\r\n";
  private static final int LINE = 76;
  private static final int LONGEST_NAME = 200;

  private HeaderFrom() {}

  /**
   * Nothing but these two fields changes, and nothing at all when the mail is from that address
   * already. A second {@code From} (against RFC 5322) goes.
   *
   * @throws IOException also when the header is larger than 1,000,000 bytes or 10,000 fields
   */
  public static Content rewrite(Content content, Address address) throws IOException {
    HeaderEdit edit = HeaderEdit.of(content);
    Headers headers = new Headers(edit.block());
    String value = headers.first("from");
    Mailbox old = value == null ? null : AddressList.firstMailbox(value);
    if (headers.count("from") == 1 && old != null && old.address().sameMailbox(address)) {
      return content;
    }
    boolean missing = value == null;
    boolean done = missing && !beginsFolded(edit.block());
    if (done) {
      edit.put(from(null, address, edit.block().lineEnd()));
    }
    for (HeaderBlock.Field field : edit.block().fields()) {
      if (!edit.block().isNamed(field, "from")) {
        edit.keep(field);
        if (missing && !done) {
          edit.put(endOfLine(edit.block(), field));
          edit.put(from(null, address, edit.block().lineEnd()));
          done = true;
        }
      } else if (!done) {
        edit.put(from(old, address, edit.block().lineEnd()));
        if (old != null && headers.count("reply-to") == 0) {
          edit.put(replyTo(edit.block(), field));
        }
        done = true;
      }
    }
    return edit.done();
  }

  // what begins with a blank would become a part of a field put before it
  private static boolean beginsFolded(HeaderBlock block) {
    return block.length() > 0 && (block.octets()[0] == ' ' || block.octets()[0] == '\t');
  }

  private static byte[] from(@Nullable Mailbox old, Address address, String lineEnd) {
    String field = "From: " + address.bracketed();
    if (old != null) {
      field = "From: " + phrase(name(old), lineEnd);
      boolean fits = field.length() - field.lastIndexOf('\n') + address.toString().length() < LINE;
      field += (fits ? " " : lineEnd + " ") + address.bracketed();
    }
    return (field + lineEnd).getBytes(StandardCharsets.UTF_8);
  }

  private static String name(Mailbox old) {
    String name =
        old.displayName().isEmpty() ? old.address().unquotedLocalPart() : old.displayName();
    // the domain last and in full: it is what tells the reader who really wrote
    return Shown.clean(name, LONGEST_NAME).replace('@', ' ').strip()
        + " via "
        + old.address().domain();
  }

  /** A display name as it may stand in a field: quoted, or as encoded words, folded. */
  static String phrase(String name, String lineEnd) {
    return name.chars().allMatch(c -> c < 128)
        ? folded('"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"', lineEnd)
        : String.join(lineEnd + " ", EncodedWords.encode(name));
  }

  /** At blanks, which unfolding brings back; a quoted string may be folded (RFC 5322, 3.2.4). */
  private static String folded(String quoted, String lineEnd) {
    StringBuilder out = new StringBuilder();
    int length = "From: ".length();
    for (String word : quoted.split("(?= )")) {
      boolean full = out.length() > 0 && length + word.length() > LINE && !word.isBlank();
      out.append(full ? lineEnd : "").append(word);
      length = full ? word.length() : length + word.length();
    }
    return out.toString();
  }

  // its octets as they came, behind another name: folding, encoding and faults are the sender's
  private static byte[] replyTo(HeaderBlock block, HeaderBlock.Field from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("Reply-To".getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(Arrays.copyOfRange(block.octets(), from.colon(), from.end()));
    out.writeBytes(endOfLine(block, from));
    return out.toByteArray();
  }

  private static byte[] endOfLine(HeaderBlock block, HeaderBlock.Field field) {
    boolean open = block.octets()[field.end() - 1] != '\n';
    return (open ? NEW_LINE : "").getBytes(StandardCharsets.US_ASCII);
  }
}
