package io.postweiche.core.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message's header, unfolded and stripped, not decoded (RFC 2047 is left to {@link
 * EncodedWords}). Names are found without regard to case. Octets above 127 are read as UTF-8, or as
 * ISO 8859-1 where they are none.
 */
public final class Headers {
  private final HeaderBlock block;

  Headers(HeaderBlock block) {
    this.block = block;
  }

  /** The first field of that name; null when there is none. */
  public @Nullable String first(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (HeaderBlock.Field field : block.fields()) {
      if (block.isNamed(field, lower)) {
        return value(field);
      }
    }
    return null;
  }

  /** Every field of that name, in order. */
  public List<String> all(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    List<String> values = new ArrayList<>();
    for (HeaderBlock.Field field : block.fields()) {
      if (block.isNamed(field, lower)) {
        values.add(value(field));
      }
    }
    return values;
  }

  public int count(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return (int) block.fields().stream().filter(field -> block.isNamed(field, lower)).count();
  }

  /** How many servers have had the message: a hundred mean a loop (RFC 5321 section 6.3). */
  public int receivedCount() {
    return count("received");
  }

  /** Octets of the header without the empty line behind it. */
  public int length() {
    return block.length();
  }

  /** False when the header was too large and only its beginning was read. */
  public boolean complete() {
    return block.complete();
  }

  HeaderBlock block() {
    return block;
  }

  private String value(HeaderBlock.Field field) {
    return HeaderText.value(block, field);
  }
}
