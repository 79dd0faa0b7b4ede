package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.app.SrsKeys;
import io.postweiche.cli.Cli.Result;
import io.postweiche.config.ConfigFile;
import io.postweiche.config.Loaded;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.Settings;
import io.postweiche.config.SrsSettings;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.Srs;
import io.postweiche.web.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that need no running router. */
class LocalCommandsTest {
  private static final SrsSettings FROM_FOLDER = new SrsSettings(List.of(), null, Srs.VALID_DAYS);

  @TempDir Path folder;
  private final Cli cli = new Cli();
  private String config;

  @BeforeEach
  void configure() throws IOException {
    config = write("good.yaml", GOOD.formatted(folder.resolve("data")));
  }

  private static final String GOOD =
      """
      data: %s
      relays:
        ionos-meinefirma:
          provider: ionos
          username: relay@meinefirma.de
          password: geheim
        smarthost:
          host: smtp.smarthost.example
          username: apikey
          password: geheim
          senders: any
          null-sender: true
          limits: {recipients: 2}
      senders:
        meinefirma.de: [ionos-meinefirma, smarthost]
        "*": {relays: [ionos-meinefirma, smarthost], envelope-from: srs}
      """;

  @Test
  void explainNamesTheRuleAndTheRelaysInOrder() {
    Result result = cli.run("explain", "--config", config, "--from", "erp@meinefirma.de");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("sender     erp@meinefirma.de")
        .contains("rule       meinefirma.de  (" + config + ":15)")
        .containsSubsequence("relay 1    ionos-meinefirma: ", "relay 2    smarthost: ");
  }

  @Test
  void explainTellsWhyARelayIsSkipped() {
    for (String nobody : List.of("", "<>")) {
      Result result = cli.run("explain", "-c", config, "--from", nobody);
      assertThat(result.code()).isZero();
      assertThat(result.out())
          .contains("sender     <>")
          .contains("relay 1    smarthost: ")
          .contains("skipped    ionos-meinefirma (null-sender): ");
    }
    assertThat(
            cli.run("explain", "-c", config, "--from", "a@meinefirma.de", "--size", "60000000")
                .out())
        .contains("(too-large)");
  }

  @Test
  void explainOfAStrangerEndsWithOne() throws IOException {
    String narrow = write("narrow.yaml", GOOD.formatted("d").replaceAll("  \"\\*\".*\n", ""));
    Result result = cli.run("explain", "-c", narrow, "--from", "a@elsewhere.example");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("none matches: the mail would rest in mail.dead.unroutable");
  }

  @Test
  void explainTellsWhatIsRewrittenAndSplit() {
    assertThat(cli.run("explain", "-c", config, "--from", "x@partner.example").out())
        .contains("; sent as SRS0=")
        .contains("=partner.example=x@meinefirma.de");
    assertThat(
            cli.run(
                    "explain",
                    "-c",
                    config,
                    "--from",
                    "a@meinefirma.de",
                    "--to",
                    "a@b.de",
                    "--to",
                    "b@b.de",
                    "--to",
                    "c@b.de")
                .out())
        .contains("smarthost")
        .contains("; in 2 transactions");
  }

  @Test
  void explainAsJson() throws IOException {
    JsonNode told =
        Json.MAPPER.readTree(cli.run("explain", "-c", config, "--from", "", "--json").out());
    assertThat(told.at("/rule/pattern").asText()).isEqualTo("*");
    assertThat(told.at("/candidates/0/relay").asText()).isEqualTo("smarthost");
    assertThat(told.at("/skipped/0/why").asText()).isEqualTo("null-sender");
  }

  @Test
  void explainReplyGivesVerdictAndRule() {
    Result result =
        cli.run(
            "explain-reply",
            "mail",
            "550-Requested action not taken: mailbox unavailable\\n550 Sender address is not"
                + " allowed.");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("verdict  sender-not-allowed\n").contains("rule     ");
    assertThat(cli.run("explain-reply", "EOD", "250", "ok").out()).contains("verdict  delivered");
    assertThat(cli.run("explain-reply", "RCPT", "450 later", "--json").out())
        .contains("\"stage\":\"RCPT\",\"verdict\":\"");
  }

  @Test
  void explainReplyAsksTheConfigurationFirstAndNamesThePlace() throws IOException {
    String own =
        write(
            "own.yaml",
            "relays: {one: {host: a.example}}\nsenders: {\"*\": one}\n"
                + "replies:\n  - {name: locked, code: 571, verdict: account-problem}\n");
    assertThat(cli.run("explain-reply", "-c", own, "RCPT", "571 go away").out())
        .contains("verdict  account-problem\nrule     locked (own.yaml:4)\n");
    assertThat(cli.run("explain-reply", "-c", own, "RCPT", "550 user unknown").out())
        .containsPattern("rule     unknown-user \\(rules.txt:\\d+\\)\n");
    assertThat(cli.run("explain-reply", "-c", own, "RCPT", "571 go", "--json").out())
        .contains("\"place\":\"own.yaml:4\"");
    String bad = write("bad.yaml", "replies: [{code: 5}]\n");
    assertThat(cli.run("explain-reply", "-c", bad, "RCPT", "571 x").code()).isEqualTo(1);
  }

  @Test
  void aBadConfigurationIsToldWithItsPlaces() throws IOException {
    String bad = write("bad.yaml", "relays:\n  x:\n    hots: y\nsenders: {\"*\": z}\n");
    Result check = cli.run("check", "--config", bad);
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out().lines())
        .isNotEmpty()
        .allMatch(line -> line.matches("\\Q" + bad + "\\E:\\d+:\\d+: .+"));
    assertThat(check.out()).contains(bad + ":3:5: ", "host");
    Result explain = cli.run("explain", "--config", bad, "--from", "a@b.de");
    assertThat(explain.code()).isEqualTo(1);
    assertThat(explain.err()).contains(bad + ":3:5: ");
  }

  @Test
  void aGoodConfigurationIsClean() {
    Result check = cli.run("check", "--config", config);
    assertThat(check.code()).isZero();
    assertThat(check.err()).startsWith(config + ": no faults");
    assertThat(check.out() + check.err()).doesNotContain("geheim");
  }

  @Test
  void aWarningIsNoFault() throws IOException {
    String bounceless = write("w.yaml", GOOD.formatted("d").replaceAll("  \"\\*\".*\n", ""));
    Result check = cli.run("check", "--config", bounceless);
    assertThat(check.code()).isZero();
    assertThat(check.out()).matches("\\Q" + bounceless + "\\E:\\d+:\\d+: warning: .+\n");
    assertThat(check.err()).isEqualTo(bounceless + ": no faults, warnings: 1\n");
  }

  @Test
  void secretHashGivesALineForTheConfiguration() {
    cli.stdin = "geheim ä\nnot this\n";
    Result result = cli.run("secret", "hash");
    assertThat(result.out()).startsWith("{argon2}$argon2id$");
    assertThat(new PasswordHash(result.out().strip()).matches("geheim ä")).isTrue();
  }

  @Test
  void secretHashMakesOneForScramToo() {
    cli.stdin = "geheim ä\n";
    Result result = cli.run("secret", "hash", "--scram");
    assertThat(result.out()).startsWith("{scram-sha-256}32768$").endsWith("\n");
    assertThat(new PasswordHash(result.out().strip()).matches("geheim ä")).isTrue();
    cli.stdin = "\u00ad\n";
    assertThat(cli.run("secret", "hash", "--scram"))
        .satisfies(r -> assertThat(r.code()).isEqualTo(2))
        .satisfies(r -> assertThat(r.err()).contains("no character that SCRAM counts"));
  }

  @Test
  void secretHashAsksTwice() {
    cli.passwords = prompt -> "geheim";
    assertThat(new PasswordHash(cli.run("secret", "hash").out().strip()).matches("geheim"))
        .isTrue();
    Iterator<String> typed = List.of("geheim", "gehiem").iterator();
    cli.passwords = prompt -> typed.next();
    assertThat(cli.run("secret", "hash").err()).contains("the two passwords differ");
    cli.passwords = null;
    assertThat(cli.run("secret", "hash").code()).isEqualTo(2);
  }

  @Test
  void srsDecodeGivesTheOriginalBack() throws IOException {
    Path data = folder.resolve("data");
    Address rewritten =
        SrsKeys.readOrCreate(FROM_FOLDER, data)
            .rewrite(Address.of("x+y@partner.example"), Domain.of("meinefirma.de"));
    assertThat(cli.run("srs", "decode", "-c", config, rewritten.toString()))
        .isEqualTo(
            new Result(
                0, "x+y@partner.example\n", "verified with the key in use; made 0 days ago\n"));
    assertThat(cli.run("srs", "decode", "--data", data.toString(), "SRS0=AAAA=BB=a.de=b@c.de"))
        .satisfies(r -> assertThat(r.code()).isEqualTo(1))
        .satisfies(
            r -> assertThat(r.err()).contains("the hash is wrong", "claims to be of b@a.de"));
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("srs-keys"))))
        .isEqualTo("rw-------");
  }

  @Test
  void srsKeysOfTheConfigurationSignAndThoseOfTheFolderStayGood() throws IOException {
    Address old =
        SrsKeys.readOrCreate(FROM_FOLDER, folder.resolve("data"))
            .rewrite(Address.of("x@partner.example"), Domain.of("meinefirma.de"));
    Path rotated = folder.resolve("rotated.yaml");
    Files.writeString(
        rotated,
        Files.readString(Path.of(config)) + "srs: {secrets: [0123456789abcdef], max-age: 2d}\n");
    Settings settings = ((Loaded.Good) ConfigFile.load(rotated, name -> "x")).settings();
    Address fresh =
        SrsKeys.readOrCreate(settings.srs(), settings.data())
            .rewrite(Address.of("x@partner.example"), Domain.of("meinefirma.de"));
    assertThat(fresh).isNotEqualTo(old);
    assertThat(cli.run("srs", "decode", "-c", rotated.toString(), fresh.toString()).err())
        .contains("the key in use");
    assertThat(cli.run("srs", "decode", "-c", rotated.toString(), old.toString()).err())
        .contains("key 2, an older one");
    Address twice =
        SrsKeys.readOrCreate(settings.srs(), settings.data()).rewrite(old, Domain.of("b.de"));
    assertThat(cli.run("srs", "decode", "-c", rotated.toString(), twice.toString()))
        .satisfies(r -> assertThat(r.out()).isEqualTo(old + "\n"))
        .satisfies(r -> assertThat(r.err()).contains("meinefirma.de can decode it further"));
  }

  @Test
  void srsDecodeWithoutKeysSaysSo() {
    Result result = cli.run("srs", "decode", "-c", config, "SRS0=AAAA=BB=a.de=b@c.de");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("holds no SRS keys");
  }

  @Test
  void runHandsOverToTheRouter() {
    assertThat(cli.run("run", "--config", config, "--data", "d", "--sandbox").code()).isZero();
    assertThat(cli.run("run", "-c", config).code()).isZero();
    assertThat(cli.launched).containsExactly(config + " d true", config + " null false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "check",
        "explain",
        "explain-reply",
        "import postfix",
        "send",
        "queues",
        "dead",
        "dead list",
        "dead show",
        "dead replay",
        "dead export",
        "dead discard",
        "relay",
        "relay list",
        "relay suspend",
        "relay resume",
        "sandbox list",
        "track",
        "events",
        "jobs",
        "audit",
        "srs decode",
        "secret hash",
        "completion",
      })
  void helpIsEverywhere(String command) {
    Result result = cli.run((command + " --help").strip().split(" "));
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("Usage: " + ("postweiche " + command).strip())
        .contains("--help");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void theVersionNamesTheJavaToo() {
    assertThat(cli.run("--version").out()).startsWith("postweiche ").contains("Java ");
  }

  @Test
  void completionIsAScriptThatKnowsEveryCommand() {
    assertThat(cli.run("completion").out())
        .startsWith("#!")
        .contains("explain", "--filter-sender", "relay", "complete -F");
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
