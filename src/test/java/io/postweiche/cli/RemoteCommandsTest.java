package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.cli.Cli.Result;
import io.postweiche.core.mail.Receipt;
import io.postweiche.testing.MemoryOperations;
import io.postweiche.testing.WebFixture;
import io.postweiche.web.Json;
import io.postweiche.web.QueueView;
import io.postweiche.web.SandboxMail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look, and send, over a real web server. */
class RemoteCommandsTest {
  @TempDir Path folder;
  private WebFixture web;
  private final Cli cli = new Cli();

  @BeforeEach
  void start() throws IOException {
    web = new WebFixture(folder.resolve("spool"));
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void queuesAsATable() {
    Result result = run("queues");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            QUEUE             DEPTH  SCHEDULED  CONSUMERS  OLDEST  STATE
            mail.relay.ionos  3      1          4          1m      active
            mail.submit       0      0          1          -       active
            """);
  }

  @Test
  void queuesAsJson() throws IOException {
    JsonNode queues = Json.MAPPER.readTree(run("queues", "--json").out());
    assertThat(queues).hasSize(2);
    assertThat(Json.MAPPER.treeToValue(queues.get(0), QueueView.class))
        .isEqualTo(web.operations.queues.get(0));
  }

  @Test
  void deadListAsATable() {
    assertThat(run("dead", "list", "--reason", "expired").out())
        .contains("ID        SINCE")
        .contains("bbbbbbb2")
        .contains("<>")
        .contains("kunde@example.com +1")
        .contains("550 Sender address is not allowed.")
        .doesNotContain("aaaaaaa1");
  }

  @Test
  void deadListAsJsonHasTheFieldsOfTheContract() throws IOException {
    JsonNode letters = Json.MAPPER.readTree(run("dead", "list", "--json").out());
    assertThat(letters).hasSize(2);
    assertThat(letters.get(0).properties().stream().map(e -> e.getKey()))
        .containsExactly(
            "id",
            "reason",
            "sender",
            "recipients",
            "relay",
            "triedRelays",
            "lastReply",
            "since",
            "attempts",
            "subject",
            "size");
  }

  @Test
  void deadListReadsPageAfterPage() {
    web.operations.dead.clear();
    web.operations.dead.addAll(
        IntStream.range(0, 2500)
            .mapToObj(i -> MemoryOperations.letter("mail" + i, "expired", "", "ionos"))
            .toList());
    assertThat(run("dead", "list").out().lines()).hasSize(2501);
    assertThat(run("dead", "list", "--limit", "1500").out().lines()).hasSize(1501);
  }

  @Test
  void anEmptyListIsToldAndEmptyJsonIsAnArray() {
    Result result = run("dead", "list", "--sender", "x@y.de");
    assertThat(result).isEqualTo(new Result(0, "", "no dead letters\n"));
    assertThat(run("dead", "list", "--sender", "x@y.de", "--json").out()).isEqualTo("[]\n");
  }

  @Test
  void deadListTakesEveryFilter() {
    Result result =
        run(
            "dead list --reason sender-not-allowed --sender erp@meinefirma.de --domain meinefirma.de"
                + " --relay ionos --recipient zwei@example.net --since 2026-11-24T08:00:00Z"
                + " --id aaaaaaa1");
    assertThat(result.out()).contains("aaaaaaa1").doesNotContain("bbbbbbb2");
    assertThat(run("dead", "list", "--sender", "").out()).contains("bbbbbbb2");
  }

  @Test
  void deadShowTellsTheHistoryAndTheWholeReply() {
    assertThat(run("dead", "show", "aaaaaaa1").out())
        .contains("subject:    Rechnung für Müller")
        .contains("  550-Requested action not taken: mailbox unavailable\n  550 Sender address")
        .contains("attempted  ionos  MAIL  sender-not-allowed: 550 no")
        .contains("  From: erp@meinefirma.de");
    assertThat(run("dead", "show", "nonesuch").code()).isEqualTo(1);
  }

  @Test
  void deadShowAsJsonIsFlat() throws IOException {
    JsonNode letter = Json.MAPPER.readTree(run("dead", "show", "aaaaaaa1", "--json").out()).get(0);
    assertThat(letter.get("id").asText()).isEqualTo("aaaaaaa1");
    assertThat(letter.get("history")).hasSize(1);
  }

  @Test
  void whatMailSaysCannotSteerTheTerminal() {
    web.operations.dead.add(
        MemoryOperations.letter("ccccccc3", "expired", "\u001b[2J@evil.example\u202e", "ionos"));
    for (String command : List.of("list", "show ccccccc3")) {
      assertThat(run("dead " + command).out()).contains("evil").doesNotContain("\u001b", "\u202e");
    }
  }

  @Test
  void deadExportWritesOneToStandardOutput() {
    assertThat(run("dead", "export", "aaaaaaa1").out())
        .isEqualTo("Subject: aaaaaaa1\r\n\r\n.dots\r\n");
  }

  @Test
  void deadExportWritesSeveralIntoAFolderAndOverwritesNothing() throws IOException {
    Path target = folder.resolve("out");
    assertThat(run("dead", "export").code()).isEqualTo(2);
    assertThat(run("dead", "export", "--output", target.toString()).code()).isZero();
    assertThat(Files.readString(target.resolve("bbbbbbb2.eml")))
        .startsWith("Subject: bbbbbbb2\r\n");
    Result again = run("dead", "export", "-o", target.toString());
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("aaaaaaa1.eml: is there already");
    assertThat(run("dead", "export", "nonesuch").code()).isEqualTo(1);
  }

  @Test
  void relaysAreListedSuspendedAndResumed() {
    assertThat(run("relay", "list").out()).contains("smtp.ionos.example:587");
    assertThat(run("relay", "suspend", "ionos").out()).startsWith("ionos is suspended");
    assertThat(run("relay", "list").out()).contains("ionos      suspended");
    assertThat(run("relay", "resume", "ionos").out()).startsWith("ionos is active");
    Result unknown = run("relay", "suspend", "iono");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err())
        .isEqualTo("postweiche: there is no relay 'iono'; did you mean 'ionos'?\n");
  }

  @Test
  void theSandboxListsWhatItTook() {
    assertThat(run("sandbox", "list").err()).isEqualTo("the sandbox took no mail\n");
    web.operations.sandbox.add(
        new SandboxMail(
            "1", "ionos", "", List.of("a@b.de"), "Hallo", Instant.EPOCH, 12, "data/1.eml"));
    assertThat(run("sandbox", "list").out()).contains("Hallo", "<>", "data/1.eml");
  }

  @Test
  void trackTellsAStory() {
    assertThat(run("track", "erp@meinefirma.de").out())
        .contains("aaaaaaa1  erp@meinefirma.de -> kunde@example.com, zwei@example.net")
        .contains("now: mail.dead.sender-not-allowed");
    Result nothing = run("track", "x+y &z@example.com");
    assertThat(nothing).isEqualTo(new Result(1, "", "nothing is known of 'x+y &z@example.com'\n"));
  }

  @Test
  void sendComposesAText() {
    cli.stdin = "Grüße\n.\nEnde\n";
    Result result =
        run(
            "send",
            "--from",
            "erp@meinefirma.de",
            "--to",
            "a@example.com",
            "--to",
            "b@example.com",
            "--subject",
            "Prüfung");
    assertThat(result).isEqualTo(new Result(0, "accepted as cccccccc3\n", ""));
    MemoryOperations.Sent sent = web.operations.sent.get(0);
    assertThat(sent.from()).hasToString("erp@meinefirma.de");
    assertThat(sent.to()).hasSize(2);
    assertThat(sent.message())
        .contains("From: erp@meinefirma.de\r\n")
        .contains("To: a@example.com, b@example.com\r\n")
        .contains("Subject: =?UTF-8?")
        .containsPattern("Date: [A-Z][a-z]{2}, \\d{1,2} [A-Z][a-z]{2} \\d{4} ")
        .containsPattern("Message-ID: <[0-9a-f-]{36}@meinefirma.de>\r\n")
        .contains("Content-Type: text/plain; charset=UTF-8\r\n")
        .doesNotContainPattern("[^\r]\n");
  }

  @Test
  void sendReadsATextFile() throws IOException {
    Path text = Files.writeString(folder.resolve("body.txt"), "hello\n");
    run("send", "--from", "a@b.de", "--to", "c@d.de", "e@d.de", text.toString());
    assertThat(web.operations.sent.get(0).to()).hasSize(2);
    assertThat(web.operations.sent.get(0).message()).endsWith("\r\n\r\nhello\r\n");
  }

  @Test
  void sendTakesAWholeMessageAsItIs() throws IOException {
    String message = "Subject: x\r\n\r\nbare\nline\r\n";
    Path eml = Files.writeString(folder.resolve("m.eml"), message);
    assertThat(run("send", "--from", "", "--to", "c@d.de", "--eml", eml.toString()).code())
        .isZero();
    assertThat(web.operations.sent.get(0).message()).isEqualTo(message);
    assertThat(web.operations.sent.get(0).from().isNull()).isTrue();
  }

  @Test
  void sendGivesAUnixFileTheLineEndsOfMail() {
    cli.stdin = "Subject: x\n\nb\n";
    run("send", "--from", "a@b.de", "--to", "c@d.de", "--eml", "-");
    assertThat(web.operations.sent.get(0).message()).isEqualTo("Subject: x\r\n\r\nb\r\n");
  }

  @Test
  void sendThatIsNotStoredFails() {
    web.operations.receipt = new Receipt(Receipt.Kind.NO_ROOM, "the disk is full");
    cli.stdin = "x";
    Result result = run("send", "--from", "a@b.de", "--to", "c@d.de");
    assertThat(result).isEqualTo(new Result(1, "", "postweiche: the disk is full\n"));
  }

  private Result run(String... args) {
    String[] words = args.length == 1 ? args[0].split(" ") : args;
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--url";
    all[words.length + 1] = web.url.toString();
    return cli.run(all);
  }
}
