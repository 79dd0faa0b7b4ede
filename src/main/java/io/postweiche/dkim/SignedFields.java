package io.postweiche.dkim;

import io.postweiche.core.mail.RawHeader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which fields a signature covers, and their canonical form ({@code relaxed}, RFC 6376 section
 * 3.4.2).
 *
 * @param names for the tag {@code h=}, as often as the field is covered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedFields(List<String> names, byte[] canonical) {
  /** Named once more than they are there, so that nobody on the way can add another. */
  private static final Set<String> CLOSED = Set.of("from", "to", "cc", "subject", "reply-to");

  /** RFC 6376 section 5.4.1, and what RFC 8058 wants for unsubscribing by one click. */
  private static final List<String> COVERED =
      List.of(
          "from",
          "sender",
          "reply-to",
          "to",
          "cc",
          "subject",
          "date",
          "message-id",
          "in-reply-to",
          "references",
          "mime-version",
          "content-type",
          "content-transfer-encoding",
          "content-disposition",
          "content-id",
          "content-description",
          "auto-submitted",
          "list-id",
          "list-unsubscribe",
          "list-unsubscribe-post");

  static SignedFields of(RawHeader header) {
    List<String> names = new ArrayList<>();
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    for (String name : COVERED) {
      for (RawHeader.Field field : header.named(name)) {
        names.add(name);
        canonical.writeBytes(relaxed(name, field.value()));
        canonical.writeBytes(new byte[] {'\r', '\n'});
      }
      if (CLOSED.contains(name)) {
        names.add(name);
      }
    }
    return new SignedFields(List.copyOf(names), canonical.toByteArray());
  }

  /** A field on one line, each run of white space one blank, none at the ends. */
  static byte[] relaxed(String lowerName, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + lowerName.length());
    out.writeBytes((lowerName + ":").getBytes(StandardCharsets.US_ASCII));
    boolean blank = false;
    boolean begun = false;
    for (byte octet : value) {
      if (octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n') {
        blank = true;
      } else {
        if (blank && begun) {
          out.write(' ');
        }
        out.write(octet);
        blank = false;
        begun = true;
      }
    }
    return out.toByteArray();
  }
}
