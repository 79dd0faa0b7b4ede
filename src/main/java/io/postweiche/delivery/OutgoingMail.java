package io.postweiche.delivery;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.reply.Attempt;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A mail as camel-mail's producer takes it: the bytes as they are, with an envelope of its own.
 * Nothing here parses or rewrites the message; its header looks empty to whoever asks.
 */
public final class OutgoingMail extends MimeMessage {
  private final Envelope envelope;
  private final Content raw;
  private final @Nullable String ownMessageId;
  private @Nullable Attempt attempt;
  private boolean tellsOfSuccess;
  private Duration connecting = Duration.ZERO;

  /**
   * Wraps a message; the content stays the caller's to close.
   *
   * @param messageId the {@code Message-ID} of the header, null without one
   */
  public OutgoingMail(Envelope envelope, Content raw, @Nullable String messageId) {
    super((Session) null);
    this.envelope = envelope;
    this.raw = raw;
    this.ownMessageId = messageId;
  }

  public Envelope envelope() {
    return envelope;
  }

  public Content raw() {
    return raw;
  }

  /**
   * What came of sending it.
   *
   * @throws IllegalStateException before it was sent
   */
  public Attempt attempt() {
    if (attempt == null) {
      throw new IllegalStateException("not sent yet");
    }
    return attempt;
  }

  /** Whether the relay was asked to tell of success where the sender wants it (RFC 3461). */
  public boolean tellsOfSuccess() {
    return tellsOfSuccess;
  }

  /** How long its connections took to be had, of the time of the whole attempt. */
  public Duration connecting() {
    return connecting;
  }

  void connectedSince(long nanoTime) {
    connecting = connecting.plusNanos(System.nanoTime() - nanoTime);
  }

  void tellsOfSuccess(boolean told) {
    tellsOfSuccess = told;
  }

  void settle(Attempt outcome) {
    attempt = outcome;
  }

  /** Whether the header holds octets above 127, so that only SMTPUTF8 carries it (RFC 6532). */
  boolean hasUtf8Header() throws IOException {
    try (InputStream in = raw.open()) {
      int previous = '\n';
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        if (octet > 127) {
          return true;
        }
        if (octet == '\n' && previous == '\n') {
          return false;
        }
        previous = octet == '\r' ? previous : octet;
      }
      return false;
    }
  }

  @Override
  public void saveChanges() {
    // camel and Angus call this to fill in headers; that would break every signature
  }

  @Override
  protected void updateHeaders() {
    // as saveChanges
  }

  @Override
  public @Nullable String getMessageID() {
    return ownMessageId;
  }

  @Override
  public int getSize() {
    return (int) Math.min(Integer.MAX_VALUE, raw.size());
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    raw.writeTo(out);
  }

  @Override
  public void writeTo(OutputStream out, String @Nullable [] ignoredHeaders) throws IOException {
    raw.writeTo(out);
  }
}
