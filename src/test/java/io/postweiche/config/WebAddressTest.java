package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where secrets may be sent to. */
class WebAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://chat.example, true",
    "http://localhost:4318, true",
    "http://127.0.0.1:4318, true",
    "http://[::1]:4318, true",
    "http://127.example.org, false",
    "http://127.0.0.1.example.org, false",
    "http://10.0.0.1, false"
  })
  void onlyThisMachineIsPrivateWithoutEncryption(URI url, boolean safe) {
    assertThat(WebAddress.isPrivate(url)).isEqualTo(safe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "chat.example", "ftp://a.example", "https://u:p@a.example", "https:a"})
  void anythingElseIsNone(String text) {
    assertThat(WebAddress.find(text)).isEmpty();
  }
}
