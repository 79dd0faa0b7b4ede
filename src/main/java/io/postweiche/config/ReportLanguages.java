package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Language;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which language a report speaks to whom.
 *
 * @param always null for {@code auto}: by the country the reader's domain ends in
 * @param byDomain for readers of these domains and all below them; the longest one counts
 */
public record ReportLanguages(@Nullable Language always, Map<Domain, Language> byDomain) {
  public static final ReportLanguages AUTO = new ReportLanguages(null, Map.of());

  private static final Set<String> GERMAN = Set.of("de", "at", "ch", "li");

  public ReportLanguages {
    byDomain = Map.copyOf(byDomain);
  }

  public Language of(Address reader) {
    Domain domain = reader.domain();
    if (domain == null) {
      return always == null ? Language.EN : always;
    }
    Domain named =
        byDomain.keySet().stream()
            .filter(each -> domain.equals(each) || domain.isBelow(each))
            .max((a, b) -> Integer.compare(a.ascii().length(), b.ascii().length()))
            .orElse(null);
    if (named != null) {
      return byDomain.getOrDefault(named, Language.EN);
    }
    return always == null ? ofCountry(domain.ascii()) : always;
  }

  private static Language ofCountry(String domain) {
    return GERMAN.contains(domain.substring(domain.lastIndexOf('.') + 1))
        ? Language.DE
        : Language.EN;
  }
}
