package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the most specific entry for a sender: a look-up by domain, one by local part where the
 * domain has such rules, and one for each parent domain that could have a {@code *.domain} rule.
 */
final class RouteIndex<T> {
  private final Map<String, OfDomain<T>> domains = new HashMap<>();
  private final Map<String, T> below = new HashMap<>();
  private int longestBelow;
  private @Nullable T any;
  private @Nullable T nullSender;

  /** Entries of one domain. */
  private static final class OfDomain<T> {
    final Map<String, T> addresses = new HashMap<>();
    @Nullable T whole;
  }

  /** The first entry for a pattern stays. */
  void add(SenderPattern pattern, T entry) {
    switch (pattern.kind()) {
      case NULL_SENDER -> nullSender = nullSender == null ? entry : nullSender;
      case ANY -> any = any == null ? entry : any;
      case SUBDOMAINS -> {
        below.putIfAbsent(pattern.domain(), entry);
        longestBelow = Math.max(longestBelow, pattern.domain().length());
      }
      case DOMAIN -> {
        OfDomain<T> domain = domain(pattern);
        domain.whole = domain.whole == null ? entry : domain.whole;
      }
      case ADDRESS -> domain(pattern).addresses.putIfAbsent(pattern.localPart(), entry);
    }
  }

  @Nullable T find(Address sender) {
    Domain domain = sender.domain();
    if (domain == null) {
      return nullSender == null ? any : nullSender;
    }
    OfDomain<T> here = domains.get(domain.ascii());
    T found = here == null ? null : find(here, sender);
    if (found == null) {
      found = findBelow(domain.ascii());
    }
    return found == null ? any : found;
  }

  private static <T> @Nullable T find(OfDomain<T> domain, Address sender) {
    T found =
        domain.addresses.isEmpty() ? null : domain.addresses.get(sender.comparableLocalPart());
    return found == null ? domain.whole : found;
  }

  // from the longest parent to the shortest
  private @Nullable T findBelow(String domain) {
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      if (domain.length() - dot - 1 <= longestBelow) {
        T found = below.get(domain.substring(dot + 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private OfDomain<T> domain(SenderPattern pattern) {
    return domains.computeIfAbsent(pattern.domain(), d -> new OfDomain<>());
  }
}
