package io.postweiche.smtp;

import io.postweiche.config.ListenUser;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.ScramKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The users of a listener as SCRAM-SHA-256 sees them: how each one's password is salted, which
 * anybody may ask, and the keys to check by.
 */
final class ScramUsers {
  /**
   * Of salts that no hash holds. One for the process: it gives a name the same salt at every
   * listener and after a changed configuration, so that watching salts does not tell real names.
   */
  private static final SecretKeySpec SECRET = secret();

  private final Map<String, PasswordHash> able = new LinkedHashMap<>();
  private final Map<String, ScramKeys> derived = new ConcurrentHashMap<>();
  private final List<Salting> models;

  /**
   * What a client needs to know to make keys of a password.
   *
   * @param salt in base64
   */
  record Salting(String salt, int iterations) {
    private static Salting of(byte[] salt, int iterations) {
      return new Salting(Base64.getEncoder().encodeToString(salt), iterations);
    }

    private int saltLength() {
      return Base64.getDecoder().decode(salt).length;
    }
  }

  ScramUsers(Map<String, ListenUser> users) {
    users.forEach(
        (name, user) -> {
          if (user.password() != null && user.password().servesScram()) {
            able.put(name, user.password());
          }
        });
    models = able.entrySet().stream().map(user -> salting(user.getKey(), user.getValue())).toList();
  }

  /** Whether there is anybody who can log in so. */
  boolean any() {
    return !able.isEmpty();
  }

  boolean isAble(String user) {
    return able.containsKey(user);
  }

  /**
   * How that user's password is salted. One who does not exist, or has a hash that does not serve,
   * looks like one of those who do, and always like the same one.
   */
  Salting salting(String user) {
    PasswordHash known = able.get(user);
    if (known != null) {
      return salting(user, known);
    }
    int choice = ByteBuffer.wrap(mac("model", user)).getInt();
    Salting model = models.get(Math.floorMod(choice, models.size()));
    return Salting.of(salt(user, model.saltLength()), model.iterations());
  }

  /**
   * The keys of that user, from a plain password by slow work the first time.
   *
   * @return null when there are none
   */
  @Nullable ScramKeys keys(String user) {
    PasswordHash known = able.get(user);
    if (known == null || known.storedKeys() != null) {
      return known == null ? null : known.storedKeys();
    }
    return derived.computeIfAbsent(user, name -> known.scramKeys(salt(name, ScramKeys.SALT)));
  }

  private static Salting salting(String user, PasswordHash known) {
    ScramKeys stored = known.storedKeys();
    return stored == null
        ? Salting.of(salt(user, ScramKeys.SALT), ScramKeys.ITERATIONS)
        : Salting.of(stored.salt(), stored.iterations());
  }

  private static byte[] salt(String user, int length) {
    return Arrays.copyOf(mac("salt", user), length);
  }

  private static byte[] mac(String purpose, String user) {
    try {
      Mac mac = Mac.getInstance(SECRET.getAlgorithm());
      mac.init(SECRET);
      return mac.doFinal((purpose + "\0" + user).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks " + SECRET.getAlgorithm(), e);
    }
  }

  private static SecretKeySpec secret() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return new SecretKeySpec(random, "HmacSHA256");
  }
}
