package io.postweiche.config;

import com.ongres.scram.common.ScramFunctions;
import com.ongres.scram.common.ScramMechanism;
import com.ongres.scram.common.StringPreparation;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * What a server keeps of a password for SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677): enough to
 * check a login, not enough to log in elsewhere. Prints as {@code ***}.
 */
public final class ScramKeys {
  /**
   * Enough to be slow for a thief (RFC 7677 asks for 4,096 or more), and what even small clients do
   * in a moment; some refuse more.
   */
  public static final int ITERATIONS = 32_768;

  /** Octets of a salt. */
  public static final int SALT = 16;

  private static final ScramMechanism SHA_256 = ScramMechanism.SCRAM_SHA_256;
  private static final int KEY = 32; // octets of SHA-256
  private static final int FEWEST_ITERATIONS = 4096;
  private static final int MOST_ITERATIONS = 1_000_000;
  private static final int SHORTEST_SALT = 8;
  private static final int LONGEST_SALT = 32;

  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  private ScramKeys(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    this.iterations = iterations;
    this.salt = salt;
    this.storedKey = storedKey;
    this.serverKey = serverKey;
    if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException("iterations");
    }
    if (salt.length < SHORTEST_SALT || salt.length > LONGEST_SALT) {
      throw new IllegalArgumentException("salt");
    }
    if (storedKey.length != KEY || serverKey.length != KEY) {
      throw new IllegalArgumentException("keys");
    }
  }

  /**
   * Reads {@code ITERATIONS$SALT$STOREDKEY$SERVERKEY}, all but the first in base64.
   *
   * @throws IllegalArgumentException with no part of the text, when it cannot be read
   */
  static ScramKeys parse(String text) {
    String[] parts = text.split("\\$", -1);
    if (parts.length != 4 || !parts[0].matches("[0-9]{4,7}")) {
      throw new IllegalArgumentException("parts");
    }
    return new ScramKeys(
        Integer.parseInt(parts[0]), octets(parts[1]), octets(parts[2]), octets(parts[3]));
  }

  /**
   * Makes keys of a password, which is prepared by SASLprep (RFC 4013) where that allows it, and
   * taken as it is where not. Slow on purpose.
   *
   * @throws IllegalArgumentException when nothing is left of the password
   */
  static ScramKeys derive(String password, byte[] salt, int iterations) {
    byte[] salted = salted(password.toCharArray(), salt, iterations);
    byte[] clientKey = ScramFunctions.clientKey(SHA_256, salted);
    return new ScramKeys(
        iterations,
        salt.clone(),
        ScramFunctions.storedKey(SHA_256, clientKey),
        ScramFunctions.serverKey(SHA_256, salted));
  }

  private static byte[] salted(char[] password, byte[] salt, int iterations) {
    StringPreparation prepared = StringPreparation.POSTGRESQL_PREPARATION;
    try {
      return ScramFunctions.saltedPassword(SHA_256, prepared, password, salt, iterations);
    } catch (IndexOutOfBoundsException e) { // how the library says that nothing is left
      throw new IllegalArgumentException("an empty password", e);
    }
  }

  public int iterations() {
    return iterations;
  }

  public byte[] salt() {
    return salt.clone();
  }

  /** Whether a client that says this knows the password. */
  public boolean proven(String authMessage, byte[] proof) {
    return proof.length == KEY
        && ScramFunctions.verifyClientProof(SHA_256, proof, storedKey, authMessage);
  }

  /** What shows the client that we know the keys. */
  public byte[] signature(String authMessage) {
    return ScramFunctions.serverSignature(SHA_256, serverKey, authMessage);
  }

  /** Whether this is the password; slow on purpose. */
  boolean matches(String password) {
    try {
      return MessageDigest.isEqual(storedKey, derive(password, salt, iterations).storedKey);
    } catch (IllegalArgumentException e) {
      return false; // nothing is left of it
    }
  }

  /** As {@link #parse} reads it. */
  String text() {
    Base64.Encoder base64 = Base64.getEncoder();
    return String.join(
        "$",
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(storedKey),
        base64.encodeToString(serverKey));
  }

  private static byte[] octets(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  @Override
  public String toString() {
    return "***";
  }
}
