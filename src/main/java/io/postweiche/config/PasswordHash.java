package io.postweiche.config;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.Password;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * A password of a user as the configuration keeps it: {@code {argon2}$argon2id$…}, {@code
 * {bcrypt}$2b$…}, {@code {scram-sha-256}…}, or the plain password itself. Prints as {@code ***}.
 */
public final class PasswordHash {
  private static final String ARGON2 = "{argon2}";
  private static final String BCRYPT = "{bcrypt}";

  private static final String SCRAM = "{scram-sha-256}";

  private final String stored;
  private final @Nullable ScramKeys scram;

  /**
   * Takes a stored password.
   *
   * @throws IllegalArgumentException with the reason, when a hash cannot be read
   */
  public PasswordHash(String stored) {
    this.stored = stored;
    this.scram =
        stored.startsWith(SCRAM) ? ScramKeys.parse(stored.substring(SCRAM.length())) : null;
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
    if (scram != null) {
      return scram.matches(password);
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

  /**
   * A line for the configuration that also serves SCRAM-SHA-256; easier to guess at than {@link
   * #hash} for whoever steals it.
   *
   * @throws IllegalArgumentException when SASLprep leaves nothing of the password
   */
  public static String scramHash(String password, SecureRandom random) {
    byte[] salt = new byte[ScramKeys.SALT];
    random.nextBytes(salt);
    return SCRAM + ScramKeys.derive(password, salt, ScramKeys.ITERATIONS).text();
  }

  /** Whether SCRAM-SHA-256 can check it: argon2 and bcrypt keep nothing that serves. */
  public boolean servesScram() {
    return scram != null || !isHashed();
  }

  /** The keys that are kept instead of the password; null for any other kind. */
  public @Nullable ScramKeys storedKeys() {
    return scram;
  }

  /**
   * The keys of a plain password; slow on purpose, so not for an event loop.
   *
   * @return null when it {@link #servesScram not}
   */
  public @Nullable ScramKeys scramKeys(byte[] salt) {
    if (scram != null || isHashed()) {
      return scram;
    }
    try {
      return ScramKeys.derive(stored, salt, ScramKeys.ITERATIONS);
    } catch (IllegalArgumentException e) {
      return null; // of soft hyphens alone, say: no client could use it either
    }
  }

  /** Whether checking it is slow on purpose. */
  public boolean isHashed() {
    return stored.startsWith(ARGON2) || stored.startsWith(BCRYPT) || scram != null;
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
