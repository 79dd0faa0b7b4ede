package io.postweiche.bounce;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mail that a report is about. */
final class Original {
  private static final int MOST = 64 * 1024; // octets of a header that a report gives back
  private static final int MOST_WHOLE = 1_000_000; // octets of a mail given back whole
  private static final Pattern REPORT =
      Pattern.compile(
          "multipart/report\\s*;.*\\breport-type\\s*=\\s*\"?delivery-status\\b.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,250}>");

  private final Content content;
  private final Headers headers;

  Original(Content content) throws IOException {
    this.content = content;
    this.headers = HeaderScan.read(content);
  }

  /** Whether that mail is itself a report of (non-)delivery. */
  boolean isReport() {
    String type = headers.first("Content-Type");
    return type != null && REPORT.matcher(type).matches();
  }

  /** Null when there is none that another header may hold. */
  @Nullable String messageId() {
    String id = headers.first("Message-ID");
    return id != null && MESSAGE_ID.matcher(id).matches() ? id : null;
  }

  /** Its fields, as many as are whole in the first 64 KB, CRLF throughout. */
  byte[] header() throws IOException {
    String text = text(Math.min(headers.length(), MOST));
    return octets(headers.length() > MOST ? text.substring(0, text.lastIndexOf('\n') + 1) : text);
  }

  /** Whether it is small enough to be given back whole. */
  static boolean fits(Content content) {
    return content.size() <= MOST_WHOLE;
  }

  /** All of it, CRLF throughout. */
  byte[] whole() throws IOException {
    return octets(text((int) content.size()));
  }

  private String text(int octets) throws IOException {
    try (InputStream in = content.open()) {
      return new String(in.readNBytes(octets), StandardCharsets.ISO_8859_1);
    }
  }

  private static byte[] octets(String text) {
    return text.replaceAll("\r\n|\r|\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
