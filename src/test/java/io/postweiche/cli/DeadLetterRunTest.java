package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.postweiche.cli.Cli.Result;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import io.postweiche.testing.WebFixture;
import io.postweiche.web.DeadLetterView;
import io.postweiche.web.Json;
import io.postweiche.web.ReplayOptions;
import io.postweiche.web.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dead replay} and {@code dead discard}. */
class DeadLetterRunTest {
  @TempDir Path folder;
  private WebFixture web;
  private final Cli cli = new Cli();

  @BeforeEach
  void start() throws IOException {
    web = new WebFixture(folder);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void replayHandsOnItsOptions() {
    Result result =
        run(
            "dead replay --filter-sender erp@meinefirma.de --via smarthost --sender neu@meinefirma.de"
                + " --limit 5 --rate 30");
    assertThat(result.code()).isZero();
    assertThat(result.out()).isEqualTo("aaaaaaa1  replayed  via smarthost  to its own relay\n");
    assertThat(result.err()).isEqualTo("done 1, failed 0\n");
    assertThat(web.operations.replays)
        .containsExactly(
            new ReplayOptions(
                new RelayId("smarthost"), Address.of("neu@meinefirma.de"), 5, 30, false));
    assertThat(web.operations.dead).extracting(DeadLetterView::id).containsExactly("bbbbbbb2");
  }

  @Test
  void aDryRunMovesNothing() {
    Result result = run("dead replay --dry-run");
    assertThat(result.out()).contains("aaaaaaa1  would-replay", "bbbbbbb2  would-replay");
    assertThat(result.err()).isEqualTo("dry run, would be done 2, failed 0\n");
    assertThat(web.operations.dead).hasSize(2);
  }

  @Test
  void jsonIsAnArrayOfOutcomes() throws IOException {
    JsonNode items = Json.MAPPER.readTree(run("dead replay aaaaaaa1 --json").out());
    assertThat(items).hasSize(1);
    assertThat(items.get(0).get("outcome").asText()).isEqualTo("replayed");
  }

  @Test
  void whatFailsIsToldInTheExitCode() {
    web.operations.stubborn.add("aaaaaaa1");
    Result result = run("dead replay");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("aaaaaaa1  failed  no room");
    assertThat(result.err()).isEqualTo("done 1, failed 1\n");
  }

  @Test
  void aPersonSeesABarAndOnlyTheFailures() {
    web.operations.stubborn.add("aaaaaaa1");
    cli.passwords = prompt -> "";
    Result result = run("dead replay");
    assertThat(result.out()).contains("aaaaaaa1  failed").doesNotContain("bbbbbbb2");
  }

  @Test
  void anErrorInTheMiddleIsTold() {
    web.operations.beforeEach =
        () -> {
          if (web.operations.dead.size() == 1) {
            throw new UnavailableException("the broker cannot be reached", new IOException());
          }
        };
    Result result = run("dead replay");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("postweiche: the broker cannot be reached (told before that: 1)\n");
  }

  @Test
  void discardNeedsAFilterOrAll() {
    assertThat(run("dead discard").code()).isEqualTo(2);
    assertThat(run("dead discard --all --reason expired").code()).isEqualTo(2);
    assertThat(web.operations.dead).hasSize(2);
    assertThat(run("dead discard --reason expired").out())
        .isEqualTo("bbbbbbb2  discarded  to its own relay\n");
    assertThat(run("dead discard --all --dry-run").out()).contains("aaaaaaa1  would-discard");
    assertThat(run("dead discard --all").code()).isZero();
    assertThat(web.operations.dead).isEmpty();
  }

  @Test
  void anUnknownRelayIsWrongUsage() {
    Result result = run("dead replay --via smarthos");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("did you mean 'smarthost'?");
    assertThat(web.operations.dead).hasSize(2);
  }

  private Result run(String line) {
    return cli.run((line + " --url " + web.url).split(" "));
  }
}
