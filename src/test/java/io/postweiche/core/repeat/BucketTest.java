package io.postweiche.core.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postweiche.core.mail.MailId;
import io.postweiche.core.repeat.PostKey.Digest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @Test
  void outlivesItsOctets() throws Exception {
    Bucket bucket = Bucket.EMPTY.with(post(1, NOW)).with(post(2, NOW.plusSeconds(1)));
    Bucket again = Bucket.of(bucket.octets());
    assertThat(again.find(key(1), NOW)).contains(post(1, NOW));
    assertThat(again.find(key(2), NOW)).contains(post(2, NOW.plusSeconds(1)));
    assertThat(again.find(key(3), NOW)).isEmpty();
  }

  @Test
  void forgetsAfterAWeek() {
    Bucket bucket = Bucket.EMPTY.with(post(1, NOW));
    Instant later = NOW.plus(Duration.ofDays(7));
    assertThat(bucket.find(key(1), later.minusMillis(1))).isPresent();
    assertThat(bucket.find(key(1), later)).isEmpty();
    assertThat(bucket.with(post(2, later)).octets()).hasSameSizeAs(bucket.octets());
  }

  @Test
  void staysSmallerThanALargeMessage() {
    Bucket bucket = Bucket.EMPTY;
    for (int i = 0; i < Bucket.MOST; i++) {
      assertThat(bucket.isFull()).isFalse();
      bucket = bucket.with(post(i, NOW.plusMillis(i)));
    }
    assertThat(bucket.isFull()).isTrue();
    Bucket over = bucket.with(post(-1, NOW.plusSeconds(60)));
    assertThat(over.octets()).hasSizeLessThan(100_000).hasSameSizeAs(bucket.octets());
    assertThat(over.find(key(0), NOW)).as("the oldest").isEmpty();
    assertThat(over.find(key(1), NOW)).isPresent();
    assertThat(over.find(key(-1), NOW)).isPresent();
  }

  @Test
  void ofTwoTheFirstPostCounts() {
    Bucket one = Bucket.EMPTY.with(post(1, NOW));
    Remembered later = new Remembered(key(1), NOW.plusSeconds(1), new MailId("LATERLATER"));
    Bucket both = one.and(Bucket.EMPTY.with(later).with(post(2, NOW)));
    assertThat(both.find(key(1), NOW)).contains(post(1, NOW));
    assertThat(both.find(key(2), NOW)).isPresent();
  }

  @Test
  void isNotReadFromAnythingElse() {
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bucket.of(new byte[17]));
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> Bucket.of(new byte[64]));
  }

  private static PostKey key(int number) {
    return new PostKey(new Digest(number, 7), 9);
  }

  private static Remembered post(int number, Instant at) {
    return new Remembered(key(number), at, new MailId("0MAI%013d".formatted(number & 0xFFFFL)));
  }
}
