package io.postweiche.web;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks through the parts of a message, however deep it claims to be. */
final class PartsReader {
  private static final int DEEPEST = 20;
  private static final int MOST_PARTS = 200;
  private static final int TEXT_OCTETS = 500_000;
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s\";]{1,60})", Pattern.CASE_INSENSITIVE);

  private String text = "";
  private String html = "";
  private final List<MailPreview.Attachment> attachments = new ArrayList<>();
  private int parts;

  String text() {
    return text;
  }

  String html() {
    return html;
  }

  List<MailPreview.Attachment> attachments() {
    return attachments;
  }

  void read(Part part) throws MessagingException, IOException {
    read(part, 0);
  }

  private void read(Part part, int depth) throws MessagingException, IOException {
    if (depth > DEEPEST || parts++ > MOST_PARTS) {
      return;
    }
    String type = type(part);
    if (type.startsWith("multipart/")) {
      Multipart multipart = new MimeMultipart(part.getDataHandler().getDataSource());
      for (int i = 0; i < multipart.getCount(); i++) {
        read(multipart.getBodyPart(i), depth + 1);
      }
      return;
    }
    String name = fileName(part);
    if (name != null || !type.startsWith("text/")) {
      attachments.add(
          new MailPreview.Attachment(name == null ? "" : name, type, Math.max(0, part.getSize())));
    } else if (type.equals("text/html")) {
      html = html.isEmpty() ? words(part) : html;
    } else {
      text = text.isEmpty() ? words(part) : text;
    }
  }

  private static String type(Part part) throws MessagingException {
    String type = part.getContentType();
    String bare = type == null ? "text/plain" : type.split(";", 2)[0];
    return bare.strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String fileName(Part part) {
    try {
      String name = part.getFileName();
      return name == null ? null : MimeUtility.decodeText(name);
    } catch (MessagingException | UnsupportedEncodingException e) {
      return "?";
    }
  }

  /** Decoded by us: an unknown charset must not hide the text. */
  private static String words(Part part) throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readNBytes(TEXT_OCTETS), charset(part.getContentType()));
    }
  }

  private static Charset charset(@Nullable String type) {
    Matcher named = CHARSET.matcher(type == null ? "" : type);
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
