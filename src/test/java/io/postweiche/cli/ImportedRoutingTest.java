package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.config.ConfigFile;
import io.postweiche.config.Loaded;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Settings;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Set-ups as they are found in the field: what {@code explain} says of the imported configuration
 * is what the real Postfix answers, sender by sender. In {@code senders.txt} a {@code !} stands
 * before one whose way cannot be carried over.
 */
class ImportedRoutingTest {
  private static final Path SETUPS = Path.of("src/test/resources/postfix");

  @TempDir Path folder;
  private final Cli cli = new Cli();

  @TestFactory
  Stream<DynamicTest> explainAgreesWithPostfix() throws IOException {
    assumeTrue(RealPostfix.present(), "no postmap here; to install: bench/clients/install");
    return setups().stream().map(s -> DynamicTest.dynamicTest(s, () -> agrees(s)));
  }

  @Test
  void theSetupsAreADozenAndTheSendersTwoHundred() throws IOException {
    int senders = 0;
    for (String setup : setups()) {
      senders += Files.readAllLines(SETUPS.resolve(setup).resolve("senders.txt")).size();
    }
    assertThat(setups()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(senders).isGreaterThanOrEqualTo(200);
  }

  private void agrees(String setup) throws IOException {
    Path etc = copy(setup);
    RealPostfix postfix = new RealPostfix(etc);
    String yaml = folder.resolve(setup + ".d/postweiche.yaml").toString();
    Files.createDirectory(Path.of(yaml).getParent());
    Cli.Result imported =
        cli.run("import", "postfix", etc.resolve("main.cf").toString(), "-o", yaml);
    assertThat(imported.code()).as(imported.err()).isLessThanOrEqualTo(1);
    Cli.Result check = cli.run("check", "--config", yaml);
    assertThat(check.code()).as(check.out()).isZero();
    Settings settings = ((Loaded.Good) ConfigFile.load(Path.of(yaml), n -> null)).settings();
    for (String line : Files.readAllLines(etc.resolve("senders.txt"))) {
      boolean other = line.startsWith("! ");
      String sender = other ? line.substring(2) : line;
      List<String> ours = carriers(yaml, settings, sender);
      if (other) {
        assertThat(ours).as(sender).isNotEqualTo(postfix.carriers(sender));
      } else {
        assertThat(ours).as(sender).isEqualTo(postfix.carriers(sender));
      }
    }
  }

  private List<String> carriers(String yaml, Settings settings, String sender) throws IOException {
    Cli.Result explained = cli.run("explain", "-c", yaml, "--from", sender, "--json");
    JsonNode told = Json.MAPPER.readTree(explained.out());
    List<String> carriers = new ArrayList<>();
    for (JsonNode candidate : told.get("candidates")) {
      RelaySettings relay = settings.relays().get(new RelayId(candidate.get("relay").asText()));
      String username = relay.username() == null ? "" : relay.username();
      carriers.add(relay.host() + ":" + relay.port() + " " + username);
    }
    return carriers;
  }

  private Path copy(String setup) throws IOException {
    Path to = folder.resolve(setup);
    try (Stream<Path> files = Files.walk(SETUPS.resolve(setup))) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(SETUPS.resolve(setup).relativize(file)));
      }
    }
    return to;
  }

  private static List<String> setups() throws IOException {
    try (Stream<Path> folders = Files.list(SETUPS)) {
      return folders.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
