package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.testing.DkimKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
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
  void usersOfWhomOnlySomeCanUseScram() {
    String hash = PasswordHash.hash("geheim", new SecureRandom());
    String scram = PasswordHash.scramHash("geheim", new SecureRandom());
    String relay = "relays: {one: {host: h.de, null-sender: true}}\n" + SENDERS;
    String listen = "listen:\n  - address: 127.0.0.1:25\n    users: {a: \"%s\", b: \"%s\"}\n";
    assertThat(warnings(relay + listen.formatted(scram, hash)))
        .containsExactly(
            "5:12: SCRAM-SHA-256 is offered here, and fails for users with argon2 or bcrypt hashes:"
                + " b ('postweiche secret hash --scram' makes one that serves)");
    assertThat(warnings(relay + listen.formatted(hash, hash))).isEmpty();
    assertThat(warnings(relay + listen.formatted(scram, "plain"))).isEmpty();
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
  void mailWithoutASenderWhoseAuthorsAccountDoesNotTakeIt() {
    String table =
        """
        relays:
          ionos: {provider: ionos, username: r@a.de, password: x}
          m365: {provider: microsoft365, username: r@c.de, password: x}
          one: {host: h.de, null-sender: true}
        senders:
          a.de: ionos
          r@c.de: m365
          o.de: one
        """;
    assertThat(warnings(table + "  '<>': {choose-by: header-from}\n"))
        .containsExactly("9:3: " + lends("a.de", 6));
    assertThat(warnings(table + "  '<>': {choose-by: header-from, envelope-from: marked}\n"))
        .containsExactly("9:3: " + lends("r@c.de", 7));
    assertThat(warnings(table + "  '<>': {choose-by: header-from, relays: one}\n")).isEmpty();
    assertThat(warnings(table + "  '*': {relays: one, choose-by: header-from}\n")).isEmpty();
  }

  private static String lends(String line, int number) {
    return "mail without a sender whose header From belongs to '"
        + line
        + "' (line "
        + number
        + ") finds no relay: none there takes the null sender; 'envelope-from: marked' gives it a"
        + " sender, 'relays' here names who carries it as it is";
  }

  @Test
  void sendersThatMayBeUsedAndThatNoRelayTakes() {
    assertThat(
            warnings(
                """
                relays:
                  ionos: {provider: ionos, username: r@a.de, password: x}
                senders: {a.de: ionos, x@b.de: {relays: ionos, envelope-from: r@a.de}}
                listen:
                  - address: 127.0.0.1:2525
                    allow: [{network: 10.0.0.0/8, senders: [a.de, x@b.de, y@b.de, "<>"]}]
                broker: {users: {erp: {password: x, senders: [a.de, b.de]}}}
                """))
        .containsExactly(
            "3:10: " + SenderWords.NO_NULL_SENDER,
            "6:59: 'y@b.de' may be used here, but no relay carries it: no line of 'senders' speaks"
                + " of them",
            "6:67: '<>' may be used here, but no relay carries it: no line of 'senders' speaks of"
                + " them",
            "7:53: 'b.de' may be used here, but some of its senders find no relay: no line of"
                + " 'senders' speaks of them");
  }

  @Test
  void keysOfDkimThatAreShortOrAnybodysToRead() throws Exception {
    DkimKeys.write(folder.resolve("short.pem"), "RSA", 1024);
    DkimKeys.write(folder.resolve("open.pem"), "Ed25519", 0);
    Files.setPosixFilePermissions(
        folder.resolve("open.pem"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(
            warnings(
                "relays: {one: {host: h.de, null-sender: true}}\n"
                    + SENDERS
                    + "dkim:\n  a.de: {selector: s, key: short.pem}\n"
                    + "  b.de: {selector: s, key: open.pem}\n"))
        .containsExactly(
            "4:28: the RSA key has 1024 bits; 2048 are advised (RFC 8301)",
            "5:28: every user of this machine can read open.pem (chmod 640)");
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

  @Test
  void alertsThatCrossTheNetworkInTheClearOrHaveNoOtherWay() {
    String relay = "one: {host: h.de, null-sender: true}";
    String two = "relays: {" + relay + ", two: {host: h.de}}\n" + SENDERS;
    assertThat(warnings(two + "alerts: {webhook: \"http://chat.example.com/x\"}\n"))
        .containsExactly("3:19: alerts would cross the network unencrypted; https?");
    for (String host : List.of("http://localhost:1", "http://127.0.0.1/x", "http://[::1]:8/x")) {
      assertThat(warnings(two + "alerts: {webhook: \"" + host + "\"}\n")).as(host).isEmpty();
    }
    assertThat(warnings(two + "alerts: {webhook: \"http://127.evil.example/x\"}\n")).hasSize(1);
    assertThat(warnings(two + "alerts: {mail: o@p.de}\n")).isEmpty();
    assertThat(warnings("relays: {" + relay + "}\n" + SENDERS + "alerts: {mail: o@p.de}\n"))
        .containsExactly(
            "3:16: there is only one relay: what it refuses cannot be told by mail, and stands in"
                + " the log");
  }

  private List<String> warnings(String text) {
    Path file = Configs.write(folder.resolve("postweiche.yaml"), text);
    return Configs.good(file).warnings().stream()
        .map(w -> w.line() + ":" + w.column() + ": " + w.message())
        .toList();
  }
}
