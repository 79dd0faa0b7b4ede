package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.routing.SenderRule;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
  @TempDir Path folder;

  static Set<String> providers() {
    return Presets.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void eachMakesARelay(String provider) {
    boolean regional = String.valueOf(Presets.all().get(provider).host()).contains("{region}");
    Path file =
        Configs.write(
            folder.resolve("postweiche.yaml"),
            "relays: {one: {provider: %s, username: relay@a.de, password: x%s}}\n"
                    .formatted(provider, regional ? ", region: eu-west-1" : "")
                + "senders: {relay@a.de: one}\n");
    RelaySettings relay = Configs.good(file).settings().relays().values().iterator().next();
    assertThat(relay.host()).matches("[a-z0-9.-]+\\.[a-z]{2,}");
    assertThat(relay.tls()).isEqualTo(relay.port() == 465 ? TlsMode.IMPLICIT : TlsMode.STARTTLS);
    assertThat(relay.limits().connections()).isBetween(1, 10);
    assertThat(relay.profile().maxMessageSize()).isEqualTo(relay.limits().messageSize());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void theIonosFamilyTakesSendersOfItsMailboxsDomainAndNoNullSender(String provider) {
    Preset preset = Presets.all().get(provider);
    if (provider.startsWith("ionos") || provider.equals("1und1")) {
      assertThat(preset.senders()).isEqualTo(Preset.Senders.DOMAIN);
    }
    assertThat(preset.nullSender()).isFalse();
    assertThat(preset.about()).isNotEmpty();
  }

  @Test
  void aMailboxOfMicrosoftSendsAsItself() {
    Path file =
        Configs.write(
            folder.resolve("postweiche.yaml"),
            "relays: {one: {provider: microsoft365, username: relay@a.de, password: x}}\n"
                + "senders: {relay@a.de: one}\n");
    SenderRule rule = Configs.good(file).settings().profiles().get(0).senderRule();
    assertThat(rule.describe()).isEqualTo("only senders of relay@a.de");
  }
}
