package io.postweiche.core.mail;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to hear about its mail (RFC 3461). Held as it stands in SMTP, in xtext: such
 * a text has no space and no line end, so it cannot add to a command, a header or a log wherever it
 * comes by.
 *
 * @param returned null when the client left it to us
 * @param envelopeId ENVID, in xtext; null when not given
 * @param wishes by recipient; a recipient without one is to be told of failures
 */
public record Dsn(
    @Nullable Returned returned, @Nullable String envelopeId, Map<Address, DsnWish> wishes) {
  /** RET: what of the mail a report gives back. */
  public enum Returned {
    FULL,
    HDRS
  }

  /** Nothing asked for. */
  public static final Dsn NONE = new Dsn(null, null, Map.of());

  private static final int LONGEST_ENVELOPE_ID = 100; // RFC 3461 section 4.4

  /**
   * Checks what is given.
   *
   * @throws IllegalArgumentException when the ENVID is none
   */
  public Dsn {
    if (envelopeId != null) {
      Xtext.check("ENVID", envelopeId, LONGEST_ENVELOPE_ID);
    }
    wishes = Map.copyOf(wishes);
  }

  /** Of these recipients alone. */
  public Dsn of(Collection<Address> recipients) {
    if (wishes.isEmpty()) {
      return this;
    }
    Map<Address, DsnWish> theirs = new LinkedHashMap<>(wishes);
    theirs.keySet().retainAll(recipients);
    return new Dsn(returned, envelopeId, theirs);
  }

  public DsnWish wish(Address recipient) {
    return wishes.getOrDefault(recipient, DsnWish.NONE);
  }
}
