package io.postweiche.core.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A message with some header fields gone or exchanged and every other octet as it was. The body is
 * not read. What is given back stands for the content that was put in: closing it closes that.
 */
public final class HeaderEdit {
  private final Content content;
  private final HeaderBlock block;
  private final ByteArrayOutputStream head;

  private HeaderEdit(Content content) throws IOException {
    this.content = content;
    this.block = HeaderBlock.whole(content);
    this.head = new ByteArrayOutputStream(block.length() + 512);
  }

  /**
   * Without the fields of these names, their folded lines included; the very same content when it
   * has none of them.
   *
   * @throws IOException also when the header is larger than 1,000,000 bytes or 10,000 fields: what
   *     lies beyond could not be vouched for
   */
  public static Content without(Content content, String... names) throws IOException {
    Set<String> unwanted =
        Stream.of(names).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    HeaderEdit edit = new HeaderEdit(content);
    List<HeaderBlock.Field> kept = new ArrayList<>();
    for (HeaderBlock.Field field : edit.block.fields()) {
      if (field.colon() < 0 || !unwanted.contains(edit.block.name(field))) {
        kept.add(field);
      }
    }
    if (kept.size() == edit.block.fields().size()) {
      return content;
    }
    kept.forEach(edit::keep);
    return edit.done();
  }

  /** For edits of this package: take each field of {@link #block} by {@link #keep} or not. */
  static HeaderEdit of(Content content) throws IOException {
    return new HeaderEdit(content);
  }

  HeaderBlock block() {
    return block;
  }

  void keep(HeaderBlock.Field field) {
    keep(field.start(), field.end());
  }

  /** Octets of the block, from here to before there. */
  void keep(int start, int end) {
    head.write(block.octets(), start, end - start);
  }

  void put(byte[] octets) {
    head.writeBytes(octets);
  }

  Content done() {
    return new Spliced(head.toByteArray(), content, block.length());
  }
}
