package io.postweiche.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import io.postweiche.core.routing.RelayId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the folder, and what a changed set of relays does. */
class SandboxFolderTest {
  private static final RelaySettings A = Relays.account("a", "ionos", TlsMode.NONE);
  private static final RelaySettings B = Relays.account("b", null, TlsMode.NONE);
  private static final RelaySettings C = Relays.account("c", null, TlsMode.NONE);

  @TempDir Path folder;

  @Test
  void anOddMessageIsKeptOctetByOctet() throws IOException {
    byte[] odd = oddMessage();
    try (Sandbox sandbox = Sandbox.start(List.of(B), folder);
        RawClient client = RawClient.loggedIn(relay(sandbox, "b"))) {
      client.ask("MAIL FROM:<a@example.de> BODY=8BITMIME");
      client.ask("RCPT TO:<b@example.org>");
      client.ask("DATA");
      client.send(new String(odd, ISO_8859_1).replace("\r\n.", "\r\n..").getBytes(ISO_8859_1));
      client.send(".\r\n".getBytes(ISO_8859_1));
      assertThat(client.reply()).startsWith("250 ");

      assertThat(sandbox.taken().get(0).file()).hasBinaryContent(odd);
      assertThat(sandbox.taken().get(0).size()).isEqualTo(odd.length);
    }
  }

  @Test
  void onlyADotOnALineOfItsOwnEndsAMessage() throws IOException {
    String text = "\n.\n\r.\r\n.\r\r\n.\r\rx\r\n\n.\r\n";
    try (Sandbox sandbox = Sandbox.start(List.of(B), folder);
        RawClient client = RawClient.loggedIn(relay(sandbox, "b"))) {
      client.ask("MAIL FROM:<a@example.de>");
      client.ask("RCPT TO:<b@example.org>");
      client.ask("DATA");
      client.send((text.replace("\r\n.", "\r\n..") + ".\r\n").getBytes(ISO_8859_1));
      assertThat(client.reply()).startsWith("250 ");
      assertThat(client.ask("NOOP")).as("nothing was left over").isEqualTo("250 2.0.0 Ok");

      assertThat(sandbox.taken()).hasSize(1);
      assertThat(sandbox.taken().get(0).file()).hasBinaryContent(text.getBytes(ISO_8859_1));
    }
  }

  @Test
  void aClientThatVanishesInsideAMessageLeavesNothing() throws IOException {
    try (Sandbox sandbox = Sandbox.start(List.of(B), folder)) {
      try (RawClient client = RawClient.loggedIn(relay(sandbox, "b"))) {
        client.ask("MAIL FROM:<a@example.de>");
        client.ask("RCPT TO:<b@example.org>");
        client.ask("DATA");
        client.send("Subject: half\r\n".getBytes(ISO_8859_1));
        assertThat(folder.resolve("b")).isNotEmptyDirectory();
      }
      Awaitility.await().untilAsserted(() -> assertThat(folder.resolve("b")).isEmptyDirectory());
    }
  }

  @Test
  void mailOfEarlierRunsIsListedToo() throws IOException {
    try (Sandbox first = Sandbox.start(List.of(B, C), folder)) {
      send(first, "b", "one");
      send(first, "c", "two");
      send(first, "b", "three");
    }
    Files.writeString(folder.resolve("b/notes.eml"), "not ours");
    Files.writeString(folder.resolve("b/20260101T000000.000-1.tmp"), "half-written");
    try (Sandbox second = Sandbox.start(List.of(B), folder)) {
      send(second, "b", "four");

      assertThat(second.taken().stream().map(TakenMail::subject))
          .containsExactly("one", "two", "three", "four");
      Files.delete(second.taken().get(1).file());
      assertThat(second.taken().stream().map(TakenMail::subject))
          .as("the folder is the truth")
          .containsExactly("one", "three", "four");
      assertThat(folder.resolve("b").toFile().list((dir, name) -> name.endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void nothingOfAMessageBecomesAFileName() throws IOException {
    try (Sandbox sandbox = Sandbox.start(List.of(C), folder);
        RawClient client = RawClient.loggedIn(relay(sandbox, "c"))) {
      client.ask("MAIL FROM:<../../x@example.de>");
      client.ask("RCPT TO:<../../y@example.org>");
      client.data("Subject: ../../../z\r\nMessage-ID: <../../w>".getBytes(ISO_8859_1));

      assertThat(sandbox.taken().get(0).file())
          .hasParent(folder.resolve("c"))
          .satisfies(
              f ->
                  assertThat(f.getFileName().toString())
                      .matches("\\d{8}T\\d{6}\\.\\d{3}-\\d+\\.eml"));
    }
  }

  @Test
  void aChangedSetOfRelaysKeepsThePortsOfThoseThatStay() throws IOException {
    try (Sandbox sandbox = Sandbox.start(List.of(A, B), folder)) {
      Map<RelayId, RelaySettings> before = sandbox.relays();
      assertThat(before.keySet()).containsExactly(A.id(), B.id());
      RawClient kept = RawClient.loggedIn(relay(sandbox, "b"));
      RawClient dropped = RawClient.loggedIn(relay(sandbox, "a"));
      RelaySettings openB = Relays.open("b", TlsMode.NONE);

      sandbox.reconfigure(List.of(openB, C));

      Map<RelayId, RelaySettings> after = sandbox.relays();
      assertThat(after.keySet()).containsExactly(B.id(), C.id());
      assertThat(after.get(B.id()).port()).isEqualTo(before.get(B.id()).port());
      assertThat(dropped.ended()).isTrue();
      assertThatThrownBy(() -> new RawClient(before.get(A.id())))
          .isInstanceOf(ConnectException.class);
      assertThat(kept.ask("MAIL FROM:<x@other.example>")).as("as it began").startsWith("553 ");
      try (RawClient fresh = RawClient.loggedIn(relay(sandbox, "b"))) {
        assertThat(fresh.ask("MAIL FROM:<x@other.example>")).startsWith("250 ");
      }
      send(sandbox, "c", "new here");
      kept.close();
      dropped.close();
    }
  }

  @Test
  void relaysAreHandedOutAsTheyAreButForHostPortAndTrust() throws IOException {
    try (Sandbox sandbox = Sandbox.start(List.of(A), folder)) {
      RelaySettings here = relay(sandbox, "a");

      assertThat(here)
          .usingRecursiveComparison()
          .ignoringFields("host", "port", "trust")
          .isEqualTo(A);
      assertThat(here.host()).isEqualTo("127.0.0.1");
      assertThat(here.trust()).isEqualTo(folder.resolve("ca.pem")).isRegularFile();
    }
  }

  @Test
  void closingEndsConnectionsThatWait() throws IOException {
    Sandbox sandbox = Sandbox.start(List.of(A), folder);
    try (RawClient client = RawClient.loggedIn(relay(sandbox, "a"))) {
      sandbox.close();
      assertThat(client.ended()).isTrue();
    }
    assertThat(sandbox.relays()).isEmpty();
  }

  private static void send(Sandbox sandbox, String relay, String subject) throws IOException {
    try (RawClient client = RawClient.loggedIn(relay(sandbox, relay))) {
      client.ask("MAIL FROM:<a@example.de>");
      client.ask("RCPT TO:<b@example.org>");
      assertThat(client.data(("Subject: " + subject + "\r\n").getBytes(ISO_8859_1)))
          .startsWith("250 ");
    }
  }

  private static RelaySettings relay(Sandbox sandbox, String name) {
    return sandbox.relays().get(new RelayId(name));
  }

  private static byte[] oddMessage() throws IOException {
    ByteArrayOutputStream odd = new ByteArrayOutputStream();
    odd.write(
        "subject:odd\r\n\tfolding \r\n  twice\r\nX-Bare: a\rb\nc\r\n\r\n".getBytes(ISO_8859_1));
    odd.write("\r\n.\r\n..\r\n...two\r\n.x\r\n".getBytes(ISO_8859_1));
    odd.write(("l".repeat(100_000) + "\r\n").getBytes(ISO_8859_1));
    for (int octet = 0; octet < 256; octet++) {
      odd.write(octet);
      odd.write('\r');
    }
    odd.write("\r\n".getBytes(ISO_8859_1));
    return odd.toByteArray();
  }
}
