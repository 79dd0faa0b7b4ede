package io.postweiche.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code postweiche run} as a process of its own, so that it can be killed. */
final class RouterInItsOwnProcess implements AutoCloseable {
  private final Process process;
  private final Path errors;
  private final List<String> welcome = new ArrayList<>();

  private RouterInItsOwnProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param before a command to run it under, {@code strace -f …}; may be empty
   */
  static RouterInItsOwnProcess start(Path config, List<String> before, String... jvmOptions)
      throws IOException {
    RouterInItsOwnProcess router = launch(config, before, jvmOptions);
    router.awaitReady();
    return router;
  }

  /** Starts it and waits for nothing: it may be one that must not come up. */
  static RouterInItsOwnProcess launch(Path config, List<String> before, String... jvmOptions)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(jvmOptions));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "io.postweiche.cli.Main",
            "run",
            "--config",
            config.toString()));
    Path errors = Files.createTempFile(config.toAbsolutePath().getParent(), "stderr-", ".log");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    return new RouterInItsOwnProcess(process, errors);
  }

  InetSocketAddress smtp() {
    return new InetSocketAddress("127.0.0.1", port("SMTP\\s+127\\.0\\.0\\.1:(\\d+)"));
  }

  int api() {
    return port("API\\s+http://127\\.0\\.0\\.1:(\\d+)");
  }

  String broker(String protocol) {
    return "127.0.0.1:" + port(protocol + " 127\\.0\\.0\\.1:(\\d+)");
  }

  long pid() {
    return process.pid();
  }

  /** What it has written to standard error so far. */
  String errors() throws IOException {
    return Files.readString(errors, StandardCharsets.UTF_8);
  }

  /** Waits for it to end by itself. */
  int exit() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("did not end within 60 s");
    }
    return process.exitValue();
  }

  /** kill -9: nothing is flushed, nothing is said. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM, and wait for the clean end. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("did not stop within 60 s; " + states());
    }
    return process.exitValue();
  }

  /** What its threads do, for whoever finds a test that failed. */
  private String states() {
    try {
      Process jstack =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/jstack", String.valueOf(process.pid()))
              .redirectErrorStream(true)
              .start();
      String threads = new String(jstack.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return threads + errors();
    } catch (IOException e) {
      return "no thread dump: " + e.getMessage();
    }
  }

  @Override
  public void close() {
    kill();
  }

  private void awaitReady() throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    while (line != null) {
      welcome.add(line);
      if (line.contains("  data ")) {
        return; // every address stands above it
      }
      line = out.readLine();
    }
    throw new IllegalStateException("the router ended before it was ready: " + welcome);
  }

  private int port(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(String.join("\n", welcome));
    if (!matcher.find()) {
      throw new IllegalStateException("not in " + welcome + ": " + pattern);
    }
    return Integer.parseInt(matcher.group(1));
  }
}
