package io.postweiche.app.station;

import io.postweiche.core.mail.MailId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Supplier;

/** Ids that sort by time: 9 characters of milliseconds, 8 of chance, base 36. */
public final class MailIds implements Supplier<MailId> {
  private static final long EIGHT_DIGITS = 2_821_109_907_456L; // 36^8

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  public MailIds(Clock clock) {
    this.clock = clock;
  }

  @Override
  public MailId get() {
    return new MailId(digits(clock.millis(), 9) + digits(random.nextLong(EIGHT_DIGITS), 8));
  }

  private static String digits(long value, int width) {
    String text = Long.toString(value, 36).toUpperCase(Locale.ROOT);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }
}
