package io.postweiche.web;

import java.util.List;

/**
 * What is in the message of a dead letter.
 *
 * @param headers the beginning of its header as text, bounded
 * @param text the first plain text; empty when there is none
 * @param hasHtml whether there is HTML too, which only the whole message has: it is hostile until
 *     somebody has cleaned it
 * @param attachments files in it
 * @param cut whether the message goes on after what was read
 */
public record LetterParts(
    String id,
    String headers,
    String text,
    boolean hasHtml,
    List<MailPreview.Attachment> attachments,
    boolean cut) {
  public LetterParts {
    attachments = List.copyOf(attachments);
  }

  static LetterParts of(DeadLetterDetail detail, MailPreview preview) {
    return new LetterParts(
        detail.letter().id(),
        detail.headers(),
        preview.text(),
        preview.hasHtml(),
        preview.attachments(),
        preview.cut());
  }
}
