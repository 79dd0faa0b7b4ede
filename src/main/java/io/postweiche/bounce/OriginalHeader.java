package io.postweiche.bounce;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.HeaderScan;
import io.postweiche.core.mail.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of the mail that a report is about. */
final class OriginalHeader {
  private static final int MOST = 64 * 1024; // octets that a report gives back
  private static final Pattern REPORT =
      Pattern.compile(
          "multipart/report\\s*;.*\\breport-type\\s*=\\s*\"?delivery-status\\b.*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,250}>");

  private final Content content;
  private final Headers headers;

  OriginalHeader(Content content) throws IOException {
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
  byte[] octets() throws IOException {
    String text;
    try (InputStream in = content.open()) {
      byte[] head = in.readNBytes(Math.min(headers.length(), MOST));
      text = new String(head, StandardCharsets.ISO_8859_1);
    }
    if (headers.length() > MOST) {
      text = text.substring(0, text.lastIndexOf('\n') + 1);
    }
    return text.replaceAll("\r\n|\r|\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
