package io.postweiche.smtp;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who the client of a session is, and its way there: exchange, check, failed tries. */
final class Authentication {
  private final Limits limits;
  private final ScramUsers scram;
  private @Nullable AuthExchange exchange;
  private @Nullable Login login;
  private @Nullable String proven;
  private @Nullable String user;
  private int failed;

  Authentication(Limits limits, ScramUsers scram) {
    this.limits = limits;
    this.scram = scram;
  }

  /** The login name; null without one. */
  @Nullable String user() {
    return user;
  }

  boolean underWay() {
    return exchange != null || proven != null;
  }

  /** Drops an exchange under way. */
  void cancel() {
    exchange = null;
    proven = null;
  }

  /** Forgets who the client is, not how often it failed. */
  void forget() {
    cancel();
    user = null;
  }

  /** The argument of AUTH: a mechanism, perhaps with the initial response. */
  Answer begin(String argument) throws Refused {
    String[] words = argument.split(" +", 2);
    AuthExchange begun = AuthExchange.of(words[0], scram);
    return step(begun, words.length == 1 ? begun.begin() : next(begun, words[1]));
  }

  /** The client's response to a challenge. */
  Answer respond(String response) throws Refused {
    AuthExchange begun = exchange;
    String right = proven;
    cancel();
    if (response.equals("*")) {
      throw new Refused(501, "5.7.0", "Authentication cancelled");
    }
    if (right != null) {
      return acknowledged(right, Base64Text.decode(response));
    }
    return step(Objects.requireNonNull(begun), next(begun, response));
  }

  /** What is to be checked, after {@link Answer.Next#CHECK_LOGIN}. */
  Login login() {
    return Objects.requireNonNull(login);
  }

  /**
   * How the check went.
   *
   * @param confirmation the last challenge in base64, by which a server proves itself; null where
   *     the mechanism has none
   */
  Answer was(Logins.Outcome outcome, @Nullable String confirmation) {
    String name = login().user();
    login = null;
    return switch (outcome) {
      case GOOD -> confirmation == null ? loggedIn(name) : confirmed(name, confirmation);
      case BAD -> failed(SmtpReply.of(535, "5.7.8", "Authentication credentials invalid"));
      case LOCKED -> failed(Replies.LOCKED);
      case BUSY -> Answer.say(SmtpReply.of(454, "4.7.0", "Too busy to check, try again later"));
    };
  }

  private Answer step(AuthExchange begun, AuthExchange.Step step) {
    if (step.challenge() != null) {
      exchange = begun;
      return Answer.say(SmtpReply.challenge(step.challenge()));
    }
    login = step.login();
    return Answer.after(Answer.Next.CHECK_LOGIN);
  }

  private static AuthExchange.Step next(AuthExchange begun, String response) throws Refused {
    return begun.next(Base64Text.decode(response));
  }

  /** SMTP has no room for it beside 235: it is a challenge with an empty response. */
  private Answer confirmed(String name, String confirmation) {
    proven = name;
    return Answer.say(SmtpReply.challenge(confirmation));
  }

  private Answer acknowledged(String name, String text) throws Refused {
    if (!text.isEmpty()) {
      throw new Refused(Replies.badResponse());
    }
    return loggedIn(name);
  }

  private Answer loggedIn(String name) {
    user = name;
    return Answer.say(SmtpReply.of(235, "2.7.0", "Authentication successful"));
  }

  private Answer failed(SmtpReply reply) {
    failed++;
    return failed >= limits.logins() ? Answer.hangUp(Replies.TOO_MANY_LOGINS) : Answer.say(reply);
  }
}
