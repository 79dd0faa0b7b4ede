package io.postweiche.config;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Language;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code bounces:}. */
final class BouncesReader {
  private static final Map<String, Language> LANGUAGES = Choices.of(Language.class);

  private BouncesReader() {}

  static @Nullable BounceSettings read(Section root, RelaysReader relays) {
    Section section = root.section("bounces");
    Address from = section.find("from", BouncesReader::from);
    Value names = section.find("relays");
    List<RelaysReader.Named> carriers = names == null ? List.of() : relays.named(names);
    carriers.forEach(BouncesReader::tellNullSender);
    ReportLanguages languages = languages(section);
    section.refuseOthers();
    if (!root.isMapping("bounces")) {
      return null;
    }
    if (!section.has("from")) {
      section.missing("from", "the address that reports of non-delivery come from");
    }
    if (names == null) {
      section.missing("relays", "who carries reports of non-delivery");
    }
    return new BounceSettings(
        from == null ? Address.NULL : from,
        carriers.stream().map(c -> c.relay().id()).toList(),
        languages);
  }

  private static ReportLanguages languages(Section section) {
    Map<String, Optional<Language>> words = new LinkedHashMap<>();
    words.put("auto", Optional.empty());
    LANGUAGES.forEach((word, language) -> words.put(word, Optional.of(language)));
    Optional<Language> always = section.read("language", Optional.empty(), Scalars.word(words));
    Map<Domain, Language> byDomain = new LinkedHashMap<>();
    for (Value.Entry entry : section.entries("languages")) {
      Language language = entry.value().as(Scalars.word(LANGUAGES));
      try {
        Domain domain = Domain.of(entry.name());
        if (language != null && byDomain.put(domain, language) != null) {
          entry.value().refuse("'" + domain + "' stands here twice");
        }
      } catch (IllegalArgumentException e) {
        entry.value().refuse(Scalars.quoted(entry.name()) + " is no domain");
      }
    }
    return new ReportLanguages(always.orElse(null), byDomain);
  }

  private static void tellNullSender(RelaysReader.Named carrier) {
    if (!carrier.relay().profile().nullSender()) {
      carrier
          .at()
          .refuse(
              "relay '"
                  + carrier.relay().id()
                  + "' does not take the null sender, which every report has (null-sender: false)");
    }
  }

  private static Address from(String text) {
    Address from = Scalars.address(text);
    if (from.isNull()) {
      throw new IllegalArgumentException("an address that people can read wanted, not '<>'");
    }
    return from;
  }
}
