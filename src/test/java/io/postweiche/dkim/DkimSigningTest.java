package io.postweiche.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.postweiche.config.ConfigFile;
import io.postweiche.config.DkimKey;
import io.postweiche.config.Loaded;
import io.postweiche.core.mail.Content;
import io.postweiche.testing.DkimKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures verified by jdkim, and by dkimpy where Debian's package is there. */
class DkimSigningTest {
  private static final String HEAD =
      "Received: from x by relay.meinefirma.de; Tue, 24 Nov 2026 13:00:00 +0000\r\n"
          + "From: Vertrieb <vertrieb@meinefirma.de>\r\n";
  private static final String REST =
      "To: <a@example.org>,\r\n\t<b@example.org>\r\nSubject:  one \t two\r\n  three \r\n"
          + "Date: Tue, 24 Nov 2026 13:00:00 +0000\r\nMIME-Version: 1.0\r\n\r\n"
          + "Hello  \t world \r\n\r\nend \r\n\r\n\r\n";

  @TempDir static Path folder;
  private static final Map<String, String> dns = new LinkedHashMap<>();
  private static DkimSigning signing;

  @BeforeAll
  static void keys() throws Exception {
    key("s2026", "RSA", 2048);
    key("e2026", "Ed25519", 0);
    Path file = folder.resolve("postweiche.yaml");
    Files.writeString(
        file,
        """
        relays: {one: {host: h.de, null-sender: true}}
        senders: {"*": one}
        dkim:
          meinefirma.de:
            - {selector: s2026, key: s2026.pem}
            - {selector: e2026, key: "${file:e2026.pem}"}
        """);
    Loaded.Good good = (Loaded.Good) ConfigFile.load(file, name -> null);
    assertThat(good.warnings()).isEmpty();
    signing = new DkimSigning(good.settings().dkim(), at("2026-11-24T13:00:00Z"));
  }

  private static void key(String selector, String algorithm, int bits) throws Exception {
    KeyPair pair = DkimKeys.write(folder.resolve(selector + ".pem"), algorithm, bits);
    dns.put(selector + "._domainkey.meinefirma.de", DkimKeys.record(pair));
  }

  private static Clock at(String instant) {
    return Clock.fixed(Instant.parse(instant), ZoneOffset.UTC);
  }

  private byte[] signed(String message) throws IOException {
    return signing.sign(Content.of(message.getBytes(StandardCharsets.UTF_8))).bytes();
  }

  private List<String> holding(String message) throws IOException, FailException {
    return DkimKeys.verified(message.getBytes(StandardCharsets.UTF_8), dns);
  }

  @Test
  void bothKeysSignInFrontOfEverything() throws Exception {
    String message = new String(signed(HEAD + REST), StandardCharsets.UTF_8);
    assertThat(holding(message)).containsExactly("meinefirma.de e2026", "meinefirma.de s2026");
    assertThat(message).startsWith("DKIM-Signature: v=1; a=rsa-sha256; ").endsWith(HEAD + REST);
    assertThat(message)
        .contains("h=from:from:reply-to:to:to:cc:subject:subject:date:mime-version;")
        .contains("t=1795525200;");
    assertThat(message.lines()).allMatch(line -> line.length() <= 90);
  }

  @ParameterizedTest
  @CsvSource({
    "world, moon",
    "vertrieb@, einkauf@",
    "two, too",
    "Date:, Reply-To: <thief@example.org>~Date:",
    "Date:, From: <thief@example.org>~Date:",
  })
  void aChangeIsNoticed(String from, String to) throws Exception {
    String message = new String(signed(HEAD + REST), StandardCharsets.UTF_8);
    String changed = message.replace(from, to.replace("~", "\r\n"));
    assertThat(changed).isNotEqualTo(message);
    assertThatThrownBy(() -> holding(changed)).isInstanceOf(FailException.class);
  }

  @Test
  void whatRelaysMayDoLeavesItWhole() throws Exception {
    String message = new String(signed(HEAD + REST), StandardCharsets.UTF_8);
    String refolded =
        "Received: from y by z\r\n"
            + message.replace("Subject:  one \t two\r\n  three ", "SUBJECT: one two three");
    assertThat(holding(refolded)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "From: <x@mail.meinefirma.de>, 2",
    "From: <x@andere.de>, 0",
    "From: <x@meinefirma.de>~From: <y@meinefirma.de>, 0",
    "X-From: <x@meinefirma.de>, 0",
    "DKIM-Signature: v=1; d=MeineFirma.de; s = s2026; b=abc~From: <x@meinefirma.de>, 1",
    "DKIM-Signature: v=1; d=meinefirma.de; s=old; b=abc~From: <x@meinefirma.de>, 2",
    "DKIM-Signature: v=1; d=meinefirma.de; s=s2026~From: <x@meinefirma.de>, 2",
  })
  void signsForTheAuthorsDomainAndNotTwice(String header, int signatures) throws Exception {
    String message = header.replace("~", "\r\n") + "\r\n" + REST;
    String signed = new String(signed(message), StandardCharsets.UTF_8);
    assertThat(signed).endsWith(message);
    String added = signed.substring(0, signed.length() - message.length());
    assertThat(added.split("DKIM-Signature:", -1)).hasSize(signatures + 1);
  }

  @Test
  void aHeaderTooLargeGoesOutUnsigned() throws Exception {
    String message = HEAD + "X: y\r\n".repeat(10_001) + REST;
    assertThat(signed(message)).isEqualTo(message.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aLargeMailIsNeverHeldWhole() throws IOException {
    Content large = new Endless((HEAD + REST).getBytes(StandardCharsets.UTF_8), 30_000_000);
    Content signed = signing.sign(large);
    assertThat(signed.size()).isBetween(30_000_500L, 30_003_000L);
  }

  /** So many octets that nobody could keep, made as they are read. */
  private record Endless(byte[] head, long size) implements Content {
    @Override
    public InputStream open() {
      return new InputStream() {
        private long at;

        @Override
        public int read() {
          long here = at++;
          return here >= size ? -1 : here < head.length ? head[(int) here] : 'x';
        }
      };
    }

    @Override
    public byte[] bytes() {
      throw new AssertionError("read whole");
    }
  }

  @Test
  void dkimpyAgreesOnManyShapes() throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "bench/dkim/verify.py"));
    Path records = folder.resolve("dns");
    StringBuilder lines = new StringBuilder();
    dns.forEach((name, record) -> lines.append(name).append('\t').append(record).append('\n'));
    Files.writeString(records, lines);
    command.add(records.toString());
    List<String> messages = shapes();
    for (int i = 0; i < messages.size(); i++) {
      Path file = folder.resolve(i + ".eml");
      // as the SMTP client writes it
      String wire =
          new String(signed(messages.get(i)), StandardCharsets.UTF_8)
              .replaceAll("\r\n|\r|\n", "\r\n");
      Files.writeString(file, wire);
      command.add(file.toString());
      if (!messages.get(i).replaceFirst("(?s)^.*?\r?\n(\r?\n|$)", "").isBlank()) {
        assertThat(holding(wire)).as(messages.get(i)).hasSize(2); // jdkim errs in an empty body
      }
    }
    String said = run(command);
    assumeFalse(said.startsWith("missing"), said + "; to install: bench/clients/install");
    assertThat(said.lines()).hasSize(2 * messages.size()).allMatch(line -> line.endsWith(" ok"));
  }

  private static List<String> shapes() {
    List<String> messages = new ArrayList<>();
    messages.add(HEAD + REST);
    messages.add((HEAD + REST).replace("\r\n", "\n"));
    messages.add(HEAD + "\r\n");
    messages.add(HEAD);
    messages.add(HEAD + "\r\n\r\n\r\n");
    messages.add(HEAD + "\r\nno end of line");
    messages.add(HEAD + "Subject: Gr\u00fc\u00dfe \ud83d\udc4b\r\n\r\nsch\u00f6n\r\n");
    messages.add(HEAD + "Subject:\r\nCc: <c@example.org>\r\nCc:   <d@example.org>\r\n\r\nx\r\n");
    messages.add("from:vertrieb@meinefirma.de\r\nLIST-ID: x\r\n\r\n \r\n\t\r\n x\ty  \r\n \r\n");
    Random random = new Random(20261124);
    String letters = "a \t.-=\r\n:\u00fc";
    for (int i = 0; i < 30; i++) {
      StringBuilder body = new StringBuilder();
      random
          .ints(random.nextInt(9000), 0, letters.length())
          .forEach(c -> body.append(letters.charAt(c)));
      messages.add(HEAD + "Subject: " + i + "\r\n\r\n" + body);
    }
    return messages;
  }

  private static String run(List<String> command) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return "missing /usr/bin/python3";
    }
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void theRecordToPublishIsThatOfThePublicKey() {
    for (DkimKey key : signing.keys().get("meinefirma.de")) {
      assertThat(key.record()).isEqualTo(dns.get(key.name()));
      assertThat(key.toString()).isEqualTo(key.name());
    }
  }
}
