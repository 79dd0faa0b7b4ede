package io.postweiche.scenario;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** strace attached to every thread of a running process. */
final class Strace implements AutoCloseable {
  private final Process process;

  private Strace(Process process) {
    this.process = process;
  }

  /** Attaches; where tracing is not possible the test is not for this machine. */
  static Strace attach(long pid, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-p", String.valueOf(pid)));
    command.addAll(List.of(options));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return abort("strace is not installed (bench/clients/install does it): " + e.getMessage());
    }
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    if (line == null || !line.contains("attached")) {
      process.destroy();
      return abort("this machine does not let us trace: " + line);
    }
    drain(said);
    return new Strace(process);
  }

  /** What nobody reads would fill the pipe and hold up the traced process. */
  private static void drain(BufferedReader said) {
    Thread thread =
        new Thread(
            () -> {
              try (said) {
                said.transferTo(Writer.nullWriter());
              } catch (IOException e) {
                return; // closed with the process
              }
            },
            "strace-output");
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets go of the process; the trace is whole then. */
  void detach() throws InterruptedException {
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
