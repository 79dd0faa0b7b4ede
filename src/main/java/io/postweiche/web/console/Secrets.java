package io.postweiche.web.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What nobody shall guess: ids of sessions, and the token that each form carries. */
final class Secrets {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int OCTETS = 32;
  private final SecretKeySpec key = new SecretKeySpec(octets(), "HmacSHA256");

  /** A new id. */
  static String random() {
    return text(octets());
  }

  /** The token of a session's forms: only who may read its pages knows it. */
  String token(String session) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return text(mac.doFinal(("form\0" + session).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks HmacSHA256", e);
    }
  }

  /** Whether a form carries the token of this session. */
  boolean matches(String session, String given) {
    return MessageDigest.isEqual(
        token(session).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] octets() {
    byte[] octets = new byte[OCTETS];
    RANDOM.nextBytes(octets);
    return octets;
  }

  private static String text(byte[] octets) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
