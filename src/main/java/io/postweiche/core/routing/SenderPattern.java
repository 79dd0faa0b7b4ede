package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Shown;

/**
 * Which senders a line of {@code senders:} speaks of. The order of the kinds is the order of
 * specificity: an address, a domain, {@code *.domain} (longest first), {@code *}; {@code <>} stands
 * apart and matches only the null sender. Of an address the local part is kept in lower case and
 * without needless quotes, so that equal patterns speak of the same senders.
 *
 * @param localPart as in an address, quoted where it must be; empty for all kinds but ADDRESS
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

  /** Makes an address's local part canonical. */
  public SenderPattern {
    if (kind == Kind.ADDRESS) {
      localPart = new Address(localPart, new Domain(domain)).comparableLocalPart();
    }
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
    return text.contains("@") ? ofAddress(text) : ofDomain(text);
  }

  private static SenderPattern ofDomain(String text) {
    if (text.startsWith(".")) {
      throw new IllegalArgumentException(
          "'" + Shown.brief(text) + "': write '*" + Shown.brief(text) + "' for its subdomains");
    }
    return new SenderPattern(Kind.DOMAIN, "", Domain.of(text).ascii());
  }

  private static SenderPattern ofAddress(String text) {
    // '*' is a character of addresses, so the rule would be lawful and never match
    if (text.startsWith("*@") || text.startsWith("@")) {
      String domain = Shown.brief(text.substring(text.indexOf('@') + 1));
      throw new IllegalArgumentException(
          "'" + Shown.brief(text) + "': write '" + domain + "' for all senders of a domain");
    }
    Address address = Address.of(text);
    return new SenderPattern(Kind.ADDRESS, address.localPart(), String.valueOf(address.domain()));
  }

  /** Whether this pattern speaks of that sender; local parts compare without regard to case. */
  public boolean matches(Address sender) {
    Domain of = sender.domain();
    if (of == null) {
      return kind == Kind.NULL_SENDER;
    }
    return switch (kind) {
      case NULL_SENDER -> false;
      case ADDRESS -> of.ascii().equals(domain) && sender.comparableLocalPart().equals(localPart);
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
