package io.postweiche.config;

import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderPattern.Kind;

/** How many of the senders that one pattern matches another one matches too. */
enum Coverage {
  ALL,
  SOME,
  NONE;

  /** How much of {@code senders} lies within {@code taken}. */
  static Coverage of(SenderPattern senders, SenderPattern taken) {
    if (contains(taken, senders)) {
      return ALL;
    }
    return contains(senders, taken) ? SOME : NONE; // patterns are nested or apart, never astride
  }

  private static boolean contains(SenderPattern outer, SenderPattern inner) {
    return switch (outer.kind()) {
      case NULL_SENDER -> inner.kind() == Kind.NULL_SENDER;
      case ADDRESS ->
          inner.kind() == Kind.ADDRESS
              && outer.domain().equals(inner.domain())
              && outer.localPart().equalsIgnoreCase(inner.localPart());
      case DOMAIN ->
          (inner.kind() == Kind.ADDRESS || inner.kind() == Kind.DOMAIN)
              && outer.domain().equals(inner.domain());
      case SUBDOMAINS -> containsBelow(outer, inner);
      case ANY -> inner.kind() != Kind.NULL_SENDER;
    };
  }

  private static boolean containsBelow(SenderPattern outer, SenderPattern inner) {
    boolean same = inner.kind() == Kind.SUBDOMAINS && inner.domain().equals(outer.domain());
    return same || inner.domain().endsWith("." + outer.domain());
  }
}
