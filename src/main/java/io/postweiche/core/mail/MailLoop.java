package io.postweiche.core.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells by its {@code Received} lines when a mail goes in circles (RFC 5321 section 6.3). */
public final class MailLoop {
  /** A mail that has passed more hosts than this goes in circles. */
  static final int MOST = 100;

  /** So does one that was here more often than this. */
  static final int MOST_HERE = 5;

  private static final Pattern BY = Pattern.compile("(?i)(?:^|\\s)by\\s+(\\S+)");

  private MailLoop() {}

  /** Why it is a loop, for a person; null when it is none. */
  public static @Nullable String seen(Headers headers, String hostname) {
    if (headers.receivedCount() > MOST) {
      return "mail loop: more than " + MOST + " Received lines";
    }
    long here = headers.all("received").stream().filter(line -> isOf(line, hostname)).count();
    return here > MOST_HERE
        ? "mail loop: this mail has been at " + hostname + " " + here + " times"
        : null;
  }

  private static boolean isOf(String received, String hostname) {
    Matcher by = BY.matcher(received);
    while (by.find()) {
      if (by.group(1).equalsIgnoreCase(hostname)) {
        return true;
      }
    }
    return false;
  }
}
