package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Language;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In which language a report speaks to whom. */
class ReportLanguagesTest {
  private static final Map<Domain, Language> NAMED =
      Map.of(
          Domain.of("firma.com"), Language.DE,
          Domain.of("us.firma.com"), Language.EN,
          Domain.of("english.de"), Language.EN);

  @ParameterizedTest
  @CsvSource({
    "a@firma.de, DE",
    "a@sub.firma.at, DE",
    "a@firma.ch, DE",
    "a@firma.li, DE",
    "a@firma.org, EN",
    "a@de.example.org, EN",
    "a@[192.0.2.1], EN",
    "a@firma.com, DE",
    "a@x.firma.com, DE",
    "a@us.firma.com, EN",
    "a@nofirma.com, EN",
    "a@english.de, EN"
  })
  void byTheReadersDomain(String reader, Language language) {
    assertThat(new ReportLanguages(null, NAMED).of(Address.of(reader))).isEqualTo(language);
  }

  @ParameterizedTest
  @CsvSource({"a@firma.de, EN", "a@firma.org, EN", "a@firma.com, DE"})
  void orAlwaysTheSame(String reader, Language language) {
    assertThat(new ReportLanguages(Language.EN, NAMED).of(Address.of(reader))).isEqualTo(language);
  }
}
