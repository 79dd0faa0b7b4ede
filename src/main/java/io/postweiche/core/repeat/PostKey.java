package io.postweiche.core.repeat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Mail;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An application's {@code idempotencyKey}, within its own: the key of another user of the broker,
 * or of another sender domain, is another key, so that none keeps another's mail from being sent.
 *
 * @param digest of user, sender domain and key, 128 bits of SHA-256; its first bits are the bucket
 * @param mail of what a repeat has in common with the first: sender, recipients and subject, 64
 *     bits of SHA-256. A body that is composed here differs each time, by its date and id
 */
public record PostKey(Digest digest, long mail) {
  /** As a key of maps. */
  public record Digest(long high, long low) {}

  /**
   * Makes one.
   *
   * @param user who logged in to the broker; null where the broker does not say
   */
  public static PostKey of(@Nullable String user, String key, Mail mail) {
    Envelope envelope = mail.envelope();
    Domain domain = envelope.sender().domain();
    ByteBuffer name = sha256((user == null ? "" : user) + "\n" + domain(domain) + "\n" + key);
    String recipients =
        envelope.recipients().stream()
            .map(Address::toString)
            .sorted()
            .collect(Collectors.joining("\n"));
    String subject = String.valueOf(mail.summary().subject());
    ByteBuffer common = sha256(envelope.sender() + "\n" + recipients + "\n\n" + subject);
    return new PostKey(new Digest(name.getLong(), name.getLong()), common.getLong());
  }

  /** Where it is remembered, of so many places. */
  public int bucket(int buckets) {
    return (int) Long.remainderUnsigned(digest.high(), buckets);
  }

  private static String domain(@Nullable Domain domain) {
    return domain == null ? "<>" : domain.ascii();
  }

  private static ByteBuffer sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
