package io.postweiche.smtp;

import com.ongres.scram.common.ScramFunctions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue of SCRAM-SHA-256 (RFC 5802, RFC 7677) up to the client's proof. Its two messages of
 * the client are read here, to the letter of section 7; keys and proof are a library's.
 *
 * <p>Nothing said before the proof is checked depends on whether the user exists.
 */
final class ScramExchange implements AuthExchange {
  static final String MECHANISM = "SCRAM-SHA-256";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE = 24; // printable characters, 156 bits
  private static final int PROOF = 32; // octets of SHA-256

  private final ScramUsers users;
  private final String ourNonce;
  private @Nullable Begun begun;

  /** What the first message settled. */
  private record Begun(ScramFirst first, String nonce, String serverFirst) {}

  ScramExchange(ScramUsers users) {
    this(users, ScramFunctions.nonce(NONCE, RANDOM));
  }

  /** With this nonce of ours instead of a random one, for the RFC's example. */
  ScramExchange(ScramUsers users, String ourNonce) {
    this.users = users;
    this.ourNonce = ourNonce;
  }

  @Override
  public Step begin() {
    return new Step("", null);
  }

  @Override
  public Step next(String text) throws Refused {
    return begun == null ? first(text) : last(begun, text);
  }

  private Step first(String text) throws Refused {
    ScramFirst first = ScramFirst.of(text);
    ScramUsers.Salting salting = users.salting(first.user());
    String nonce = first.nonce() + ourNonce;
    String serverFirst = "r=" + nonce + ",s=" + salting.salt() + ",i=" + salting.iterations();
    begun = new Begun(first, nonce, serverFirst);
    return new Step(Base64Text.of(serverFirst), null);
  }

  /** {@code c=FLAGS,r=NONCE[,extensions],p=PROOF}. */
  private static Step last(Begun begun, String text) throws Refused {
    int end = text.lastIndexOf(",p=");
    String withoutProof = end < 0 ? "" : text.substring(0, end);
    String[] fields = withoutProof.split(",", -1);
    if (fields.length < 2 || !fields[0].startsWith("c=") || !fields[1].startsWith("r=")) {
      throw new Refused(Replies.badResponse());
    }
    ScramFirst.requireExtensions(fields, 2);
    // another nonce is a replay, other flags are somebody in between: both fail as wrong passwords
    boolean ours =
        fields[0].equals("c=" + Base64Text.of(begun.first().flags()))
            && fields[1].equals("r=" + begun.nonce());
    String dialogue = begun.first().bare() + "," + begun.serverFirst() + "," + withoutProof;
    String proof = proof(text.substring(end + 3));
    return new Step(null, new ScramProof(begun.first().user(), dialogue, proof, ours));
  }

  private static String proof(String base64) throws Refused {
    try {
      if (Base64.getDecoder().decode(base64).length == PROOF) {
        return base64;
      }
    } catch (IllegalArgumentException e) {
      // as one of another length
    }
    throw new Refused(Replies.badResponse());
  }
}
