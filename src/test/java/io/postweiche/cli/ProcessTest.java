package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own: pipes, exit codes, letters outside ASCII. */
class ProcessTest {
  @TempDir Path temp;

  private record Result(int code, String out, String err) {}

  @Test
  void aPipeIsReadToItsEnd() throws Exception {
    try (WebFixture web = new WebFixture(temp.resolve("spool"))) {
      Result result =
          run("Grüße\n", "send", "--from", "a@b.de", "--to", "c@d.de", "--url", web.url.toString());
      assertThat(result).isEqualTo(new Result(0, "accepted as cccccccc3\n", ""));
      assertThat(web.operations.sent).hasSize(1);
      assertThat(run("", "dead", "show", "aaaaaaa1", "--url", web.url.toString()).out())
          .contains("Rechnung für Müller");
    }
  }

  @Test
  void theExitCodeReachesTheShell() throws Exception {
    assertThat(run("", "qeues").code()).isEqualTo(2);
    assertThat(run("", "queues", "--url", "http://127.0.0.1:1").code()).isEqualTo(3);
  }

  private Result run(String stdin, String... args) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(args));
    Path out = temp.resolve("out");
    Path err = temp.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().write(stdin.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
