package io.postweiche.core.repeat;

import io.postweiche.core.mail.MailId;
import io.postweiche.core.repeat.PostKey.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one bucket, as they lie in the broker: 51 octets a key with the usual id, the oldest
 * first. What is older than a week is forgotten at the next change.
 */
public final class Bucket {
  /** How long a repeat is known (contract section 4). */
  public static final Duration KEPT = Duration.ofDays(7);

  /** More are forgotten from the oldest on: a bucket stays an ordinary message, below 100 KiB. */
  public static final int MOST = 1000;

  public static final Bucket EMPTY = new Bucket(Map.of());

  private final Map<Digest, Remembered> known;

  private Bucket(Map<Digest, Remembered> known) {
    this.known = known;
  }

  /**
   * Reads what {@link #octets} wrote.
   *
   * @throws IOException for anything else
   */
  public static Bucket of(byte[] octets) throws IOException {
    Map<Digest, Remembered> known = new LinkedHashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
      while (in.available() > 0) {
        PostKey key = new PostKey(new Digest(in.readLong(), in.readLong()), in.readLong());
        Instant at = Instant.ofEpochMilli(in.readLong());
        known.put(key.digest(), new Remembered(key, at, new MailId(in.readUTF())));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
    return new Bucket(known);
  }

  /** What it became the first time; empty for a key that was not seen for a week. */
  public Optional<Remembered> find(PostKey key, Instant now) {
    return Optional.ofNullable(known.get(key.digest()))
        .filter(first -> first.at().plus(KEPT).isAfter(now));
  }

  /** With one more, and without those of more than a week ago. */
  public Bucket with(Remembered first) {
    List<Remembered> all = new ArrayList<>(known.values());
    all.removeIf(old -> old.key().digest().equals(first.key().digest()));
    all.removeIf(old -> !old.at().plus(KEPT).isAfter(first.at()));
    all.add(first);
    return of(all);
  }

  /** Those of both: after a purge two routers may each have begun one. */
  public Bucket and(Bucket other) {
    List<Remembered> all = new ArrayList<>(other.known.values());
    all.addAll(known.values());
    return of(all);
  }

  /** Whether the next key makes it forget one that is not a week old. */
  public boolean isFull() {
    return known.size() >= MOST;
  }

  public byte[] octets() {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(64 * known.size());
    try (DataOutputStream out = new DataOutputStream(octets)) {
      for (Remembered one : known.values()) {
        out.writeLong(one.key().digest().high());
        out.writeLong(one.key().digest().low());
        out.writeLong(one.key().mail());
        out.writeLong(one.at().toEpochMilli());
        out.writeUTF(one.mail().value());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail
    }
    return octets.toByteArray();
  }

  private static Bucket of(List<Remembered> all) {
    all.sort(Comparator.comparing(Remembered::at));
    Map<Digest, Remembered> newest = new LinkedHashMap<>();
    all.subList(Math.max(0, all.size() - MOST), all.size())
        .forEach(one -> newest.putIfAbsent(one.key().digest(), one));
    return new Bucket(newest);
  }
}
