package io.postweiche.smtp;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who the client of a session is, and its way there: exchange, check, failed tries. */
final class Authentication {
  private final Limits limits;
  private @Nullable AuthExchange exchange;
  private @Nullable Credentials credentials;
  private @Nullable String user;
  private int failed;

  Authentication(Limits limits) {
    this.limits = limits;
  }

  /** The login name; null without one. */
  @Nullable String user() {
    return user;
  }

  boolean underWay() {
    return exchange != null;
  }

  /** Drops an exchange under way. */
  void cancel() {
    exchange = null;
  }

  /** Forgets who the client is, not how often it failed. */
  void forget() {
    cancel();
    user = null;
  }

  /** The argument of AUTH: a mechanism, perhaps with the initial response. */
  Answer begin(String argument) throws Refused {
    String[] words = argument.split(" +", 2);
    AuthExchange begun = AuthExchange.of(words[0]);
    return step(begun, words.length == 1 ? begun.begin() : begun.next(words[1]));
  }

  /** The client's response to a challenge. */
  Answer respond(String response) throws Refused {
    AuthExchange begun = Objects.requireNonNull(exchange);
    exchange = null;
    if (response.equals("*")) {
      throw new Refused(501, "5.7.0", "Authentication cancelled");
    }
    return step(begun, begun.next(response));
  }

  /** What is to be checked, after {@link Answer.Next#CHECK_LOGIN}. */
  Credentials credentials() {
    return Objects.requireNonNull(credentials);
  }

  Answer was(Logins.Outcome outcome) {
    String name = credentials().user();
    credentials = null;
    return switch (outcome) {
      case GOOD -> {
        user = name;
        yield Answer.say(SmtpReply.of(235, "2.7.0", "Authentication successful"));
      }
      case BAD -> failed(SmtpReply.of(535, "5.7.8", "Authentication credentials invalid"));
      case LOCKED -> failed(Replies.LOCKED);
      case BUSY -> Answer.say(SmtpReply.of(454, "4.7.0", "Too busy to check, try again later"));
    };
  }

  private Answer step(AuthExchange begun, AuthExchange.Step step) {
    if (step.challenge() != null) {
      exchange = begun;
      return Answer.say(SmtpReply.of(334, "", step.challenge()));
    }
    credentials = step.credentials();
    return Answer.after(Answer.Next.CHECK_LOGIN);
  }

  private Answer failed(SmtpReply reply) {
    failed++;
    return failed >= limits.logins() ? Answer.hangUp(Replies.TOO_MANY_LOGINS) : Answer.say(reply);
  }
}
