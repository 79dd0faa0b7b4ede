package io.postweiche.core.mail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header of a message, each field in the octets it came in; for what must not lose a single one
 * of them, as a signature.
 *
 * @param length octets up to the empty line, which does not count
 */
public record RawHeader(List<Field> fields, int length) {
  public RawHeader {
    fields = List.copyOf(fields);
  }

  /**
   * A field.
   *
   * @param lowerName empty for a line that is no field
   * @param value behind the colon, folds and the last line end included
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Field(String lowerName, byte[] value) {}

  /**
   * Reads it whole.
   *
   * @throws IOException also when the header is larger than 1,000,000 bytes or 10,000 fields
   */
  public static RawHeader of(Content content) throws IOException {
    HeaderBlock block = HeaderBlock.whole(content);
    List<Field> fields = new ArrayList<>();
    for (HeaderBlock.Field field : block.fields()) {
      int from = field.colon() < 0 ? field.start() : field.colon() + 1;
      fields.add(
          new Field(block.name(field), Arrays.copyOfRange(block.octets(), from, field.end())));
    }
    return new RawHeader(fields, block.length());
  }

  /** From the last to the first, as signatures count them (RFC 6376 section 5.4.2). */
  public List<Field> named(String lowerName) {
    List<Field> found = new ArrayList<>();
    for (int i = fields.size() - 1; i >= 0; i--) {
      if (fields.get(i).lowerName().equals(lowerName)) {
        found.add(fields.get(i));
      }
    }
    return found;
  }
}
