package io.postweiche.core.pause;

import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an outcome tells of the relay itself, whatever became of the mail.
 *
 * @param outcome the one that tells it
 */
public record Symptom(Kind kind, Outcome outcome) {
  /** The most serious first. */
  public enum Kind {
    /** The account is refused or blocked: more tries do harm. */
    LOGIN_REFUSED,
    /** The account has sent as much as it may. */
    LIMIT,
    /** The relay's fault. */
    FAULT,
    /** The relay answered as a relay does, be it with a refusal. */
    WORKS,
    /** The relay was not asked, or its answer concerns a recipient alone. */
    NOTHING
  }

  private static final Set<Stage> BEFORE_MAIL =
      EnumSet.of(Stage.CONNECT, Stage.EHLO, Stage.STARTTLS, Stage.AUTH);
  private static final Set<Stage> CONTENT = EnumSet.of(Stage.DATA, Stage.EOD);

  /** The most serious symptom of an attempt. */
  public static Symptom of(Attempt attempt) {
    return attempt.outcomes().stream()
        .map(Symptom::of)
        .min(Comparator.comparing(Symptom::kind))
        .orElseThrow(() -> new IllegalArgumentException("an attempt without outcomes"));
  }

  public static Symptom of(Outcome outcome) {
    return new Symptom(kind(outcome), outcome);
  }

  /**
   * Whether this is held against the relay and not against the mail. A relay that breaks off over
   * the content may do so because of it: such an attempt counts, or one mail would stop the lane
   * for ever.
   */
  public static boolean blamesRelay(Outcome outcome) {
    return switch (kind(outcome)) {
      case LOGIN_REFUSED, LIMIT -> true;
      case FAULT -> !CONTENT.contains(outcome.stage());
      case WORKS, NOTHING -> false;
    };
  }

  private static Kind kind(Outcome outcome) {
    return switch (outcome.verdict()) {
      case ACCOUNT_PROBLEM -> Kind.LOGIN_REFUSED;
      // behind MAIL the words may speak of the mail's authentication, not of ours
      case AUTHENTICATION_FAILED -> saidOfUs(outcome.stage()) ? Kind.LOGIN_REFUSED : Kind.FAULT;
      case RELAY_UNREACHABLE, TLS_REQUIRED -> Kind.FAULT;
      case RATE_LIMITED -> AccountLimit.isOf(outcome) ? Kind.LIMIT : Kind.NOTHING;
      case DELIVERED,
          SENDER_NOT_ALLOWED,
          SENDER_INVALID,
          TEMPORARY,
          MAILBOX_FULL,
          RECIPIENT_REFUSED,
          CONTENT_REFUSED,
          TOO_LARGE,
          RELAY_DENIED,
          RELAY_BLOCKED,
          AMBIGUOUS ->
          spoken(outcome);
    };
  }

  private static Kind spoken(Outcome outcome) {
    if (outcome.reply().code() == 0) {
      return Kind.NOTHING; // a sentence of ours
    }
    boolean closing = outcome.reply().code() == 421 && saidOfUs(outcome.stage());
    boolean beforeMail = BEFORE_MAIL.contains(outcome.stage()) && outcome.reply().isTransient();
    return closing || beforeMail ? Kind.FAULT : Kind.WORKS;
  }

  /** Before a recipient was named. */
  static boolean saidOfUs(Stage stage) {
    return stage == Stage.MAIL || BEFORE_MAIL.contains(stage);
  }

  /** For a log: the verdict's word, the stage and the last line of the reply. */
  public String sentence() {
    Verdict verdict = outcome.verdict();
    return verdict.word() + " at " + outcome.stage() + ": " + outcome.reply().lastLine();
  }
}
