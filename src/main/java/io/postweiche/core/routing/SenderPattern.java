package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;

/**
 * Which senders a line of {@code senders:} speaks of. The order of the kinds is the order of
 * specificity: an address, a domain, {@code *.domain} (longest first), {@code *}; {@code <>} stands
 * apart and matches only the null sender.
 */
public record SenderPattern(Kind kind, String localPart, String domain) {
  /** What a pattern is, most specific first. */
  public enum Kind {
    NULL_SENDER,
    ADDRESS,
    DOMAIN,
    SUBDOMAINS,
    ANY
  }

  /**
   * Reads {@code <>}, {@code local@domain}, {@code domain}, {@code *.domain} or {@code *}.
   *
   * @throws IllegalArgumentException with the reason, when it is none of these
   */
  public static SenderPattern of(String text) {
    if (text.isEmpty() || text.equals("<>")) {
      return new SenderPattern(Kind.NULL_SENDER, "", "");
    }
    if (text.equals("*")) {
      return new SenderPattern(Kind.ANY, "", "");
    }
    if (text.startsWith("*.")) {
      return new SenderPattern(Kind.SUBDOMAINS, "", Domain.of(text.substring(2)).ascii());
    }
    if (text.contains("@")) {
      Address address = Address.of(text);
      return new SenderPattern(Kind.ADDRESS, address.localPart(), String.valueOf(address.domain()));
    }
    return new SenderPattern(Kind.DOMAIN, "", Domain.of(text).ascii());
  }

  /** Whether this pattern speaks of that sender; local parts compare without regard to case. */
  public boolean matches(Address sender) {
    Domain of = sender.domain();
    if (of == null) {
      return kind == Kind.NULL_SENDER;
    }
    return switch (kind) {
      case NULL_SENDER -> false;
      case ADDRESS -> of.ascii().equals(domain) && sender.localPart().equalsIgnoreCase(localPart);
      case DOMAIN -> of.ascii().equals(domain);
      case SUBDOMAINS -> of.ascii().endsWith("." + domain);
      case ANY -> true;
    };
  }

  /** As written in the configuration, canonical. */
  @Override
  public String toString() {
    return switch (kind) {
      case NULL_SENDER -> "<>";
      case ADDRESS -> localPart + "@" + domain;
      case DOMAIN -> domain;
      case SUBDOMAINS -> "*." + domain;
      case ANY -> "*";
    };
  }
}
