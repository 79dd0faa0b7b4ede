package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String KEYS =
      "$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=$wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

  /** The user of RFC 7677; keys computed with Python's hashlib. */
  @Test
  void readsAScramHash() {
    PasswordHash hash = new PasswordHash("{scram-sha-256}4096$W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS);
    assertThat(hash.matches("pencil")).isTrue();
    assertThat(hash.matches("Pencil")).isFalse();
    assertThat(hash.matches("")).isFalse();
    assertThat(hash.matches("\u00ad")).isFalse();
    assertThat(hash.isHashed()).isTrue();
    assertThat(hash).hasToString("***");
    assertThat(String.valueOf(hash.storedKeys())).isEqualTo("***");
  }

  @Test
  void makesAScramHash() {
    String line = PasswordHash.scramHash("geheim \u00fc", RANDOM);
    assertThat(line).matches("\\{scram-sha-256}32768(\\$[A-Za-z0-9+/]+=*){3}");
    assertThat(line).isNotEqualTo(PasswordHash.scramHash("geheim \u00fc", RANDOM));
    assertThat(new PasswordHash(line).matches("geheim u\u0308")).isTrue();
    assertThat(new PasswordHash(line).matches("geheim u")).isFalse();
    assertThat(new PasswordHash(line)).isEqualTo(new PasswordHash(line));
    assertThatThrownBy(() -> PasswordHash.scramHash("\u00ad", RANDOM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Characters that SASLprep, of Unicode 3.2, does not know yet are taken as they are. */
  @Test
  void newCharactersServe() {
    assertThat(new PasswordHash(PasswordHash.scramHash("\ud83e\udd80 krebs", RANDOM)))
        .matches(hash -> hash.matches("\ud83e\udd80 krebs"))
        .matches(hash -> !hash.matches("\ud83e\udd81 krebs"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4096",
        "4096$W22ZaJ0SNY7soEsUEjb6gQ==",
        "4095$W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS,
        "-4096$W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS,
        "1000001$W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS,
        "99999999999$W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS,
        "4096$" + KEYS,
        "4096$AAAA" + KEYS,
        "4096$W22ZaJ0SNY7soEsUEjb6gQW22ZaJ0SNY7soEsUEjb6gQW22ZaJ0SNY7soEsUEjb6gQ==" + KEYS,
        "4096$!!!!W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS,
        "4096$W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS + "$",
        "4096$W22ZaJ0SNY7soEsUEjb6gQ==$AAAA$AAAA",
        "4096$W22ZaJ0SNY7soEsUEjb6gQ==" + KEYS + " "
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> new PasswordHash("{scram-sha-256}" + text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
