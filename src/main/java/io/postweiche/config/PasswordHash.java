package io.postweiche.config;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * A password of a user as the configuration keeps it: {@code {argon2}$argon2id$…}, {@code
 * {bcrypt}$2b$…}, or the plain password itself. Prints as {@code ***}.
 */
public final class PasswordHash {
  private static final String ARGON2 = "{argon2}";
  private static final String BCRYPT = "{bcrypt}";

  private final String stored;

  /**
   * Takes a stored password.
   *
   * @throws IllegalArgumentException with the reason, when a hash cannot be read
   */
  public PasswordHash(String stored) {
    this.stored = stored;
    if (stored.startsWith(ARGON2)) {
      Argon2Function.getInstanceFromHash(stored.substring(ARGON2.length()));
    } else if (stored.startsWith(BCRYPT)) {
      BcryptFunction.getInstanceFromHash(stored.substring(BCRYPT.length()));
    }
  }

  /** Whether this is the password; slow on purpose for a hash, so not for an event loop. */
  public boolean matches(String password) {
    if (stored.startsWith(ARGON2)) {
      String hash = stored.substring(ARGON2.length());
      return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }
    if (stored.startsWith(BCRYPT)) {
      String hash = stored.substring(BCRYPT.length());
      return Password.check(password, hash).with(BcryptFunction.getInstanceFromHash(hash));
    }
    return MessageDigest.isEqual(
        stored.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
  }

  /** A line for the configuration: argon2id with the parameters OWASP names (19 MiB, 2, 1). */
  public static String hash(String password, SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    Argon2Function argon2 =
        Argon2Function.getInstance(19456, 2, 1, 32, com.password4j.types.Argon2.ID);
    return ARGON2 + Password.hash(password).addSalt(salt).with(argon2).getResult();
  }

  /** Whether checking it is slow on purpose. */
  public boolean isHashed() {
    return stored.startsWith(ARGON2) || stored.startsWith(BCRYPT);
  }

  /** Equal as stored, so that an unchanged configuration is seen to be unchanged. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash same && stored.equals(same.stored);
  }

  @Override
  public int hashCode() {
    return stored.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
