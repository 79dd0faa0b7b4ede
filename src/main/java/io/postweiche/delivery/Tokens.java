package io.postweiche.delivery;

import io.postweiche.config.OAuthSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one relay account, kept until shortly before it ends. Whoever comes while one
 * is being got waits for that one: a pool of connections asks the token server once.
 */
final class Tokens {
  /** Before its end: a token must last through a login. */
  private static final Duration EARLY = Duration.ofMinutes(1);

  /** One that names no end is trusted this long (Microsoft and Google give an hour). */
  private static final Duration UNTOLD = Duration.ofMinutes(10);

  /** After a failure the same answer is given this long, to everybody who waited. */
  private static final Duration SPARE = Duration.ofSeconds(5);

  private final TokenServer server;
  private @Nullable String token;
  private @Nullable TokenFault failure;
  private long asked;
  private Duration good = Duration.ZERO;

  Tokens(OAuthSettings settings, Duration patience) {
    this.server = new TokenServer(settings, patience);
  }

  /**
   * A token to log in with.
   *
   * @param refused the one that the relay did not take; another is got unless somebody has
   */
  synchronized String token(@Nullable String refused) throws TokenFault {
    Duration age = Duration.ofNanos(System.nanoTime() - asked);
    if (failure != null && age.compareTo(SPARE) < 0) {
      throw failure;
    }
    String now = token;
    if (now != null && !now.equals(refused) && age.compareTo(good) < 0) {
      return now;
    }
    return fetch();
  }

  private String fetch() throws TokenFault {
    token = null;
    failure = null;
    try {
      TokenServer.Given given = server.ask();
      token = given.token();
      good = given.lifetime().isZero() ? UNTOLD : worth(given.lifetime());
      return given.token();
    } catch (TokenFault e) {
      failure = e;
      throw e;
    } finally {
      asked = System.nanoTime();
    }
  }

  /** A token of less than two minutes is used for half of them. */
  private static Duration worth(Duration lifetime) {
    Duration half = lifetime.dividedBy(2);
    return half.compareTo(EARLY) < 0 ? half : lifetime.minus(EARLY);
  }
}
