package io.postweiche.sandbox;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.UnsupportedEncodingException;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header of a message, as far as a relay looks into it. */
final class MessageHeader {
  private static final List<String> ADDRESS_FIELDS = List.of("From", "Sender", "To", "Cc");
  private static final int LONGEST_SUBJECT = 200;

  private final InternetHeaders headers;

  /** Reads the beginning of a message; octets above 127 stay one character each. */
  MessageHeader(byte[] head) {
    headers = new InternetHeaders();
    try {
      headers.load(new ByteArrayInputStream(head), false);
    } catch (MessagingException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /** Decoded, without controls, cut to a sane length. */
  @Nullable String subject() {
    String raw = headers.getHeader("Subject", null);
    if (raw == null) {
      return null;
    }
    String text = decoded(MimeUtility.unfold(raw)).replaceAll("\\p{Cntrl}+", " ").strip();
    return text.length() <= LONGEST_SUBJECT ? text : text.substring(0, LONGEST_SUBJECT) + "…";
  }

  /**
   * What IONOS finds fault with ({@code c=hd}, {@code c=hi}); null when nothing.
   *
   * @param smtpUtf8 whether the client asked for SMTPUTF8, which allows raw UTF-8
   */
  @Nullable Say fault(boolean smtpUtf8) {
    String from = headers.getHeader("From", null);
    if (!smtpUtf8 && from != null && from.chars().anyMatch(c -> c > 127)) {
      return Say.HEADER_INVALID;
    }
    boolean sound =
        count("Date") == 1
            && count("Subject") <= 1
            && dateReads()
            && ADDRESS_FIELDS.stream().allMatch(f -> count(f) <= 1 && addressesRead(f));
    return sound ? null : Say.HEADER_FAULTY;
  }

  private int count(String name) {
    String[] values = headers.getHeader(name);
    return values == null ? 0 : values.length;
  }

  private boolean dateReads() {
    try {
      return new MailDateFormat().parse(MimeUtility.unfold(headers.getHeader("Date", null)).strip())
          != null;
    } catch (ParseException e) {
      return false;
    }
  }

  private boolean addressesRead(String name) {
    String value = headers.getHeader(name, null);
    try {
      return value == null || InternetAddress.parse(MimeUtility.unfold(value), true) != null;
    } catch (AddressException e) {
      return false;
    }
  }

  private static String decoded(String text) {
    try {
      return MimeUtility.decodeText(text);
    } catch (UnsupportedEncodingException e) {
      return text;
    }
  }
}
