package io.postweiche.core.mail;

import io.postweiche.core.mail.HeaderBlock.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Mends what the configuration's {@code repair} names, and no other octet: a missing {@code Date}
 * or {@code Message-ID} is put in front of the header, a display name of {@code From} is encoded or
 * quoted where it stands. A message whose signature covers one of these fields stays as it is.
 */
public final class HeaderRepair {
  private final HeaderBlock block;
  private final Set<Repair> wanted;
  private final boolean smtpUtf8;

  private HeaderRepair(HeaderBlock block, Set<Repair> wanted, boolean smtpUtf8) {
    this.block = block;
    this.wanted = wanted;
    this.smtpUtf8 = smtpUtf8;
  }

  /**
   * A message and what was done to it.
   *
   * @param content the very same when nothing was done
   * @param left why something needed and wanted was not done; null else
   */
  public record Mended(Content content, List<Repair> done, @Nullable String left) {}

  /**
   * Does what is wanted and needed.
   *
   * @param headers those of this content
   * @param date for a missing {@code Date}
   * @param messageId for a missing {@code Message-ID}, with its angle brackets
   */
  public static Mended mend(
      Content content,
      Headers headers,
      Set<Repair> wanted,
      boolean smtpUtf8,
      Instant date,
      String messageId)
      throws IOException {
    HeaderRepair repair = new HeaderRepair(headers.block(), wanted, smtpUtf8);
    EnumSet<Repair> needed = repair.needed(headers);
    if (needed.isEmpty()) {
      return new Mended(content, List.of(), null);
    }
    String obstacle = repair.obstacle(needed);
    return obstacle == null
        ? new Mended(repair.edited(content, needed, date, messageId), List.copyOf(needed), null)
        : new Mended(content, List.of(), obstacle);
  }

  private EnumSet<Repair> needed(Headers headers) {
    EnumSet<Repair> needed = EnumSet.noneOf(Repair.class);
    if (!headers.complete()) {
      return needed; // what is missing may stand further on
    }
    for (Repair each : wanted) {
      boolean lacks =
          switch (each) {
            case DATE -> headers.count("date") == 0;
            case MESSAGE_ID -> headers.count("message-id") == 0;
            case ENCODE_FROM ->
                block.fields().stream()
                    .anyMatch(f -> block.isNamed(f, "from") && !names(f).isEmpty());
          };
      if (lacks) {
        needed.add(each);
      }
    }
    return needed;
  }

  private @Nullable String obstacle(Set<Repair> needed) {
    Signatures signatures = Signatures.of(block);
    String covered =
        needed.stream()
            .map(HeaderRepair::field)
            .filter(signatures::cover)
            .collect(Collectors.joining(", "));
    if (!covered.isEmpty()) {
      return "not repaired: the message's signature (DKIM) covers " + covered;
    }
    boolean continued =
        block.length() > 0 && (block.octets()[0] == ' ' || block.octets()[0] == '\t');
    return continued ? "not repaired: the header begins with a continuation line" : null;
  }

  private static String field(Repair repair) {
    return switch (repair) {
      case DATE -> "date";
      case MESSAGE_ID -> "message-id";
      case ENCODE_FROM -> "from";
    };
  }

  /** The display names of a From that want mending; those with comments cannot be mended. */
  private List<DisplayName> names(Field from) {
    return DisplayName.in(block.octets(), from.colon() + 1, from.end()).stream()
        .filter(
            name ->
                !name.hasComment()
                    && (name.hasUnquotedAt()
                        || HeaderText.isForeign(
                            block.octets(), name.start(), name.end(), smtpUtf8)))
        .toList();
  }

  private Content edited(Content content, Set<Repair> needed, Instant date, String messageId)
      throws IOException {
    HeaderEdit edit = HeaderEdit.of(content);
    String lineEnd = block.lineEnd();
    if (needed.contains(Repair.DATE)) {
      edit.put(octets("Date: " + MailDate.of(date) + lineEnd));
    }
    if (needed.contains(Repair.MESSAGE_ID)) {
      edit.put(octets("Message-ID: " + messageId + lineEnd));
    }
    for (Field field : block.fields()) {
      if (needed.contains(Repair.ENCODE_FROM) && block.isNamed(field, "from")) {
        encode(field, edit, lineEnd);
      } else {
        edit.keep(field);
      }
    }
    return edit.done();
  }

  private void encode(Field from, HeaderEdit edit, String lineEnd) {
    int at = from.start();
    for (DisplayName name : names(from)) {
      edit.keep(at, name.start());
      String phrase = HeaderText.of(block.octets(), name.start(), name.end());
      edit.put(octets(HeaderFrom.phrase(AddressList.displayName(phrase), lineEnd)));
      at = name.end();
    }
    edit.keep(at, from.end());
  }

  private static byte[] octets(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
