package io.postweiche.jms;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A Content-Type that an application gave (RFC 2045 section 5.1). */
final class MediaType {
  private static final Set<String> COMPOSITE = Set.of("multipart", "message");

  private final String where;
  private final ContentType type;

  private MediaType(String where, ContentType type) {
    this.where = where;
    this.type = type;
  }

  static MediaType of(String where, String text) throws PostFault {
    ContentType type;
    try {
      type = new ContentType(Words.headerSafe(where, text));
    } catch (ParseException e) {
      throw new PostFault(where, "not a media type (such as text/html wanted): " + text);
    }
    if (COMPOSITE.contains(type.getPrimaryType().toLowerCase(Locale.ROOT))) {
      throw new PostFault(
          where,
          "a part of type "
              + type.getBaseType()
              + " is not possible here; post a whole"
              + " message (mailFormat rfc5322), or attach it as application/octet-stream");
    }
    return new MediaType(where, type);
  }

  boolean isText() {
    return "text".equalsIgnoreCase(type.getPrimaryType());
  }

  /** The stated charset, else UTF-8. */
  Charset charset() throws PostFault {
    @Nullable String name = type.getParameter("charset");
    try {
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new PostFault(where, "unknown charset " + name);
    }
  }

  /** As it goes into the header; a text is always sent as UTF-8. */
  String header() {
    if (isText()) {
      type.setParameter("charset", "UTF-8");
    }
    return type.toString();
  }

  /** Of an attachment, whose octets are not touched. */
  String asGiven() {
    return type.toString();
  }
}
