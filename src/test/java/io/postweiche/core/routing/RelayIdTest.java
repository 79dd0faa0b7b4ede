package io.postweiche.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayIdTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "1", "ionos-meinefirma", "a--b"})
  void takesNames(String name) {
    assertThat(new RelayId(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "-a", "a-", "A", "a.b", "a b", "a/b", "ä", "a\n", "a*", "a::b"})
  void refusesWhatCouldBeAPatternAPathOrAnOption(String name) {
    assertThatThrownBy(() -> new RelayId(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("relay name");
  }

  @Test
  void knowsItsLengthAndItsOrder() {
    assertThat(new RelayId("a".repeat(63)).value()).hasSize(63);
    assertThatThrownBy(() -> new RelayId("a".repeat(64))).hasMessageContaining("at most 63");
    assertThatThrownBy(() -> new RelayId("a".repeat(1 << 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(200));
    assertThat(new RelayId("a")).isLessThan(new RelayId("b"));
  }
}
