package io.postweiche.core.pause;

import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A relay says that the account has sent enough: is it the account's limit, and until when? */
public final class AccountLimit {
  private static final Duration MOMENT = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofMinutes(10);
  private static final Duration HOUR = Duration.ofHours(1);

  private static final Pattern OF_A_RECIPIENT =
      Pattern.compile("receiving mail|you are trying to contact|this recipient|for recipient");
  private static final Pattern OF_THE_ACCOUNT =
      Pattern.compile(
          "send limit|sending limit|quota|daily|hourly|monthly|per (second|minute|hour|day)"
              + "|this (hour|day)|last (hour|24)|24 hours|sender (limit|rate)|relay limit"
              + "|message(s)? limit|sent too (many|much)|maximum number of messages|limit exceeded");
  private static final Pattern A_DAY =
      Pattern.compile("daily|per day|this day|24 h|last 24|monthly|a day");
  private static final Pattern A_MOMENT = Pattern.compile("per (second|minute)|too fast|too quick");

  private AccountLimit() {}

  /** Whether every mail of the account would be answered so; not for a slow recipient. */
  static boolean isOf(Outcome outcome) {
    String said = said(outcome);
    return outcome.verdict() == Verdict.RATE_LIMITED
        && !OF_A_RECIPIENT.matcher(said).find()
        && (Symptom.saidOfUs(outcome.stage()) || OF_THE_ACCOUNT.matcher(said).find());
  }

  /**
   * When the account is likely to be let in again: a daily limit at midnight; else, where we count
   * ourselves, when our own count has room, in 10 minutes at the soonest; a pace in a minute;
   * anything else in an hour.
   *
   * @param ownRoom when our own count has room again; null when this relay is not counted
   */
  public static Instant likelyReset(
      Outcome outcome, @Nullable Instant ownRoom, Instant now, ZoneId zone) {
    String said = said(outcome);
    if (A_DAY.matcher(said).find()) {
      LocalDate tomorrow = LocalDate.ofInstant(now, zone).plusDays(1);
      return tomorrow.atStartOfDay(zone).toInstant().plus(MOMENT);
    }
    if (A_MOMENT.matcher(said).find() || !OF_THE_ACCOUNT.matcher(said).find()) {
      return now.plus(MOMENT);
    }
    if (ownRoom == null || !ownRoom.isAfter(now)) {
      return now.plus(HOUR);
    }
    Instant soonest = now.plus(SOON);
    return ownRoom.isAfter(soonest) ? ownRoom : soonest;
  }

  private static String said(Outcome outcome) {
    return outcome.reply().text().toLowerCase(Locale.ROOT);
  }
}
