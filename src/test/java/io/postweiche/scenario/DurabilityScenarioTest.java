package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 250 only after the disk has it. A kill proves nothing here, since the page cache survives it: the
 * order of system calls does.
 */
class DurabilityScenarioTest {
  private static final String SENDER = "vertrieb@meinefirma.de";
  private static final String CALLS = "fdatasync,fsync,write,pwrite64,writev,sendto,sendmsg";

  @TempDir Path folder;
  private final ScriptedRelay relay = ScriptedRelay.start();

  @AfterEach
  void stop() {
    relay.close();
  }

  @Test
  void theJournalIsSyncedBeforeTheClientHears250() throws Exception {
    Path trace = folder.resolve("trace");
    Map<String, String> accepted = new LinkedHashMap<>();
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config(), List.of())) {
      try (Strace strace =
          Strace.attach(
              router.pid(), "-yy", "-s", "70000", "-e", "trace=" + CALLS, "-o", "" + trace)) {
        try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
          for (int i = 0; i < 12; i++) {
            String token = "token-" + i + "-of-this-mail";
            // every third is a large message, which Artemis keeps in a file of its own
            String filler = "x".repeat(70).concat("\r\n").repeat(i % 3 == 2 ? 6000 : 1);
            accepted.put(token, send(client, token + "\r\n" + filler));
          }
        }
        strace.detach();
      }
      assertThat(router.stop()).isZero();
    }
    List<String> lines = Files.readAllLines(trace, StandardCharsets.ISO_8859_1);
    assertThat(complaints(lines, accepted)).isEmpty();
    assertThat(complaints(withoutSyncs(lines), accepted))
        .as("a store that never syncs is found out")
        .hasSameSizeAs(accepted.keySet());
    assertThat(complaints(failedSyncs(lines), accepted))
        .as("a sync that failed is none")
        .hasSameSizeAs(accepted.keySet());
    assertThat(complaints(syncsLast(lines), accepted))
        .as("a sync that comes after the answer is too late")
        .hasSameSizeAs(accepted.keySet());
  }

  @Test
  void aFailedSyncIsNever250AndEndsTheProcess() throws Exception {
    try (RouterInItsOwnProcess router = RouterInItsOwnProcess.start(config(), List.of())) {
      try (RawSmtp client = RawSmtp.connect(router.smtp()).hello()) {
        assertThat(client.mail(SENDER, "a@example.org", Messages.small(SENDER, "a")))
            .startsWith("250 2.0.0");
        try (Strace strace =
            Strace.attach(
                router.pid(),
                "-e",
                "trace=fdatasync,fsync",
                "-e",
                "inject=fdatasync,fsync:error=EIO",
                "-o",
                "" + folder.resolve("trace"))) {
          String reply = client.mail(SENDER, "b@example.org", Messages.small(SENDER, "b"));
          assertThat(reply).as("4xx, or the connection ends").matches("(4\\d\\d .*)?");
          assertThat(router.exit()).isEqualTo(70);
          strace.detach();
        }
      }
      assertThat(router.errors()).contains("the store can no longer be trusted");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "persistence-enabled",
        "journal-datasync",
        "journal-sync-transactional",
        "journal-sync-non-transactional",
        "large-message-sync"
      })
  void aBrokerThatDoesNotSyncIsRefusedAtStart(String setting) throws Exception {
    Path home = Homes.copy(folder.resolve("home"), xml -> xml.replace(on(setting), off(setting)));
    RunningRouter router = new RunningRouter(folder).relay("a", relay).home(home);
    org.assertj.core.api.Assertions.assertThatThrownBy(router::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broker.xml sets " + setting + " to false")
        .hasMessageContaining("accepted mail could be lost");
  }

  private static String on(String setting) {
    return "<" + setting + ">true<";
  }

  private static String off(String setting) {
    return "<" + setting + ">false<";
  }

  /** Sends a mail and gives the id it was queued as. */
  private static String send(RawSmtp client, String body) throws IOException {
    String reply =
        client.mail(SENDER, "kunde@example.org", Messages.small(SENDER, "k") + "\r\n" + body);
    assertThat(reply).startsWith("250 2.0.0 Ok: queued as ");
    return reply.replaceFirst(".*queued as ", "");
  }

  private static List<String> complaints(List<String> trace, Map<String, String> accepted) {
    SyncTrace read = SyncTrace.of(trace);
    return accepted.entrySet().stream()
        .flatMap(mail -> read.complaint(mail.getKey(), mail.getValue()).stream())
        .toList();
  }

  private static List<String> withoutSyncs(List<String> trace) {
    return trace.stream().filter(line -> !isSync(line)).toList();
  }

  private static List<String> failedSyncs(List<String> trace) {
    return trace.stream()
        .map(
            line ->
                isSync(line) ? line.replaceFirst("= 0$", "= -1 EIO (Input/output error)") : line)
        .toList();
  }

  private static List<String> syncsLast(List<String> trace) {
    return trace.stream()
        .collect(Collectors.partitioningBy(DurabilityScenarioTest::isSync))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(part -> part.getValue().stream())
        .toList();
  }

  private static boolean isSync(String line) {
    return line.matches("\\d+ +(<\\.\\.\\. )?f(data)?sync\\b.*");
  }

  /** The relay answers nobody, so that nothing but the taking of mail is written. */
  private Path config() throws IOException {
    relay.at(ScriptedRelay.At.CONNECT).stalls();
    Path file = folder.resolve("postweiche.yaml");
    Files.writeString(file, new RunningRouter(folder).relay("a", relay, "senders: any").yaml());
    return file;
  }
}
