package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is allowed but hardly meant. */
class WarningsTest {
  private static final String SENDERS = "senders: {\"*\": one, \"<>\": one}\n";

  @TempDir Path folder;

  @Test
  void aCleanFileHasNone() {
    assertThat(warnings("relays: {one: {host: h.de, null-sender: true}}\n" + SENDERS)).isEmpty();
  }

  @Test
  void aTableWithoutTheNullSender() {
    assertThat(warnings("relays: {one: {host: h.de}}\nsenders: {\"*\": one}\n"))
        .containsExactly("2:10: " + SenderWords.NO_NULL_SENDER);
  }

  @Test
  void theLineOfEverySenderMayServeTheNullSenderToo() {
    assertThat(warnings("relays: {one: {host: h.de, null-sender: true}}\nsenders: {\"*\": one}\n"))
        .isEmpty();
    assertThat(
            warnings(
                "relays: {one: {host: h.de}}\n"
                    + "senders: {\"*\": {relays: one, envelope-from: bounce@a.de}}\n"))
        .isEmpty();
  }

  @Test
  void senderThatNoRelayOfTheirLineTakes() {
    String relays =
        """
        relays:
          ionos: {provider: ionos, username: r@a.de, password: x}
          one: {host: h.de, null-sender: true}
        senders:
          "<>": one
        """;
    assertThat(warnings(relays + "  \"*\": ionos\n"))
        .containsExactly(
            "6:8: relay 'ionos' takes only senders of a.de; other senders of '*' find no relay in"
                + " this line");
    assertThat(warnings(relays + "  \"*\": [ionos, one]\n")).isEmpty();
    assertThat(warnings(relays + "  \"*\": {relays: ionos, envelope-from: srs}\n")).isEmpty();
  }

  @Test
  void passwordsInTheClear() {
    assertThat(
            warnings(
                "relays: {one: {host: h.de, tls: none, username: u, password: p, null-sender:"
                    + " true}}\n"
                    + SENDERS
                    + "listen: [{address: 0.0.0.0:587, auth-without-tls: true, users: {erp: x}}]\n"))
        .containsExactly(
            "1:33: the login would cross the network unencrypted",
            "3:64: without 'tls' their passwords cross the network unencrypted");
  }

  @Test
  void usersWhoCannotLogIn() {
    assertThat(
            warnings(
                "relays: {one: {host: h.de, null-sender: true}}\n"
                    + SENDERS
                    + "listen: [{address: 0.0.0.0:587, users: {erp: x}}]\n"))
        .containsExactly(
            "3:40: without 'tls' nobody beyond this machine can log in; 'auth-without-tls: true'"
                + " would let passwords cross the network unencrypted");
  }

  @Test
  void starttlsAtThePortOfImplicitTls() {
    assertThat(
            warnings(
                "relays: {one: {host: h.de, port: 465, tls: starttls, null-sender: true}}\n"
                    + SENDERS))
        .containsExactly("1:44: port 465 usually speaks TLS from its first byte; tls: implicit?");
  }

  private List<String> warnings(String text) {
    Path file = Configs.write(folder.resolve("postweiche.yaml"), text);
    return Configs.good(file).warnings().stream()
        .map(w -> w.line() + ":" + w.column() + ": " + w.message())
        .toList();
  }
}
