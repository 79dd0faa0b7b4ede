package io.postweiche.core.mail;

import org.jspecify.annotations.Nullable;

/** What a person recognises a mail by, out of its header. */
public final class Summaries {
  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_MESSAGE_ID = 255;
  private static final int LONGEST_READ = 16_000; // chars of a field; more is nobody's subject

  private Summaries() {}

  public static Summary of(Headers headers) {
    return new Summary(
        from(headers.first("from")),
        subject(headers.first("subject")),
        messageId(headers.first("message-id")));
  }

  private static @Nullable Address from(@Nullable String value) {
    return value == null ? null : AddressList.firstAddress(begin(value));
  }

  private static @Nullable String subject(@Nullable String value) {
    return value == null
        ? null
        : Shown.clean(EncodedWords.decode(begin(value)), LONGEST_SUBJECT).strip();
  }

  private static @Nullable String messageId(@Nullable String value) {
    return value == null || value.isEmpty() ? null : Shown.clean(value, LONGEST_MESSAGE_ID).strip();
  }

  private static String begin(String value) {
    return value.length() <= LONGEST_READ ? value : value.substring(0, LONGEST_READ);
  }
}
