package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;

/** Puts a sender of a foreign domain into one of ours, so that bounces still find the way back. */
@FunctionalInterface
public interface SenderRewriter {
  /**
   * The sender to give the relay; the null sender stays the null sender.
   *
   * @throws IllegalArgumentException when the result would be too long for an address
   */
  Address rewrite(Address sender, Domain into);
}
