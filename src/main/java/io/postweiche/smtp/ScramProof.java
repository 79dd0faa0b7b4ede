package io.postweiche.smtp;

import io.postweiche.config.ScramKeys;
import java.util.Base64;

/**
 * What a client shows at the end of SCRAM-SHA-256 instead of its password.
 *
 * @param dialogue all that was said before, AuthMessage of RFC 5802 section 3
 * @param proof in base64
 * @param ours whether it belongs to this exchange: our nonce, the flags the client began with
 */
record ScramProof(String user, String dialogue, String proof, boolean ours) implements Login {
  boolean isGood(ScramKeys keys) {
    return keys.proven(dialogue, Base64.getDecoder().decode(proof)) && ours;
  }

  /** What shows the client that we know the user's keys: a challenge in base64. */
  String confirmation(ScramKeys keys) {
    return Base64Text.of("v=" + Base64.getEncoder().encodeToString(keys.signature(dialogue)));
  }

  @Override
  public String toString() {
    return "ScramProof[" + Printable.of(user) + ", ***]";
  }
}
