package io.postweiche.web;

import io.postweiche.core.mail.Content;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A message as a person reads it.
 *
 * @param text the first plain text; empty when there is none
 * @param html the first HTML, as the mail has it: hostile until the console has seen it
 * @param cut whether the message goes on after what was read
 */
public record MailPreview(String text, String html, List<Attachment> attachments, boolean cut) {
  private static final int OCTETS = 4_000_000;

  public MailPreview {
    attachments = List.copyOf(attachments);
  }

  /** A file in the mail, by the name that the mail gives it. */
  public record Attachment(String name, String type, long size) {}

  public static MailPreview of(Content content) throws IOException {
    byte[] octets;
    try (InputStream in = content.open()) {
      octets = in.readNBytes(OCTETS);
    }
    PartsReader reader = new PartsReader();
    try {
      reader.read(new MimeMessage(null, new ByteArrayInputStream(octets)));
    } catch (MessagingException | IOException e) {
      // what could be read until here is shown; the file itself can be exported
    }
    return new MailPreview(
        reader.text(), reader.html(), reader.attachments(), content.size() > octets.length);
  }

  public boolean hasHtml() {
    return !html.isBlank();
  }
}
