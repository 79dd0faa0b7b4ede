package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.limit.Allowance;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.SenderRule;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How presets, port and TLS make a relay. */
class RelayReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host: h.de                                  | 587  | STARTTLS
          host: h.de, port: 465                       | 465  | IMPLICIT
          host: h.de, port: 25                        | 25   | STARTTLS
          host: h.de, tls: implicit                   | 465  | IMPLICIT
          host: h.de, tls: none                       | 587  | NONE
          host: h.de, port: 2465, tls: implicit       | 2465 | IMPLICIT
          provider: ionos, username: r@a.de, password: x            | 465 | IMPLICIT
          provider: ionos, username: r@a.de, password: x, port: 587 | 587 | STARTTLS
          provider: ionos, username: r@a.de, password: x, tls: starttls | 587 | STARTTLS
          provider: microsoft365, username: r@a.de, password: x     | 587 | STARTTLS
          """)
  void portAndTlsFollowFromEachOther(String keys, int port, TlsMode tls) {
    RelaySettings relay = relay(keys);
    assertThat(relay.port()).isEqualTo(port);
    assertThat(relay.tls()).isEqualTo(tls);
  }

  @Test
  void everythingOfAPresetCanBeOverridden() {
    RelaySettings relay =
        relay(
            "provider: microsoft365, username: r@a.de, password: x, host: h.de, port: 25, tls: none,"
                + " senders: any, null-sender: true, limits: {connections: 1, per-minute: 2,"
                + " per-hour: 3, message-size: 4KB, recipients: 5}");
    assertThat(relay.host()).isEqualTo("h.de");
    assertThat(relay.tls()).isEqualTo(TlsMode.NONE);
    assertThat(relay.profile().senderRule()).isEqualTo(new SenderRule.Any());
    assertThat(relay.profile().nullSender()).isTrue();
    assertThat(relay.limits()).isEqualTo(new RelayLimits(1, 2, 3, 4000, 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                      | 500 | 500
          ', account-since: 2026-11-01'                           | 50  | 500
          ', account-since: 2026-11-01, limits: {per-hour: 300}'  | 300 | 300
          """)
  void aYoungAccountMaySendLessUnlessItsLimitIsWritten(String keys, int young, int settled) {
    RelayLimits limits = relay("provider: ionos, username: r@a.de, password: x" + keys).limits();
    assertThat(limits.allowance(LocalDate.of(2026, 11, 3)).perHour().messages()).isEqualTo(young);
    assertThat(limits.allowance(LocalDate.of(2027, 1, 3)).perHour().messages()).isEqualTo(settled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                | 0
          ', limits: {connections: 2}'      | 0
          ', limits: {per-hour: 300}'       | 300
          ', account-since: 2026-11-01'     | 50
          """)
  void theSandboxCountsWhatIsWrittenAndNotWhatAPresetSupposes(String keys, int perHour) {
    RelaySettings played =
        relay("provider: ionos, username: r@a.de, password: x" + keys).withoutSupposedLimits();
    Allowance allowance = played.limits().allowance(LocalDate.of(2026, 11, 3));
    assertThat(allowance.perHour().messages()).isEqualTo(perHour);
  }

  @Test
  void aPresetMayNameTheUser() {
    assertThat(relay("provider: sendgrid, password: x").username()).isEqualTo("apikey");
  }

  @Test
  void aNumberIsAPasswordToo() {
    RelaySettings relay = relay("host: h.de, username: 0123, password: 007");
    assertThat(relay.username()).isEqualTo("0123");
    assertThat(relay.password()).isEqualTo(new Secret("007"));
  }

  private RelaySettings relay(String keys) {
    String text = "relays: {one: {" + keys + "}}\nsenders: {r@a.de: one}\n";
    Path file = Configs.write(folder.resolve("postweiche.yaml"), text);
    return Configs.good(file).settings().relays().get(new RelayId("one"));
  }
}
