package io.postweiche.core.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A date as mail headers have it (RFC 5322 section 3.3), in UTC. */
public final class MailDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private MailDate() {}

  public static String of(Instant instant) {
    return FORMAT.format(instant);
  }
}
