package io.postweiche.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs commands as the shell would, and keeps what they print. */
final class Cli {
  /** What a command gave. */
  record Result(int code, String out, String err) {}

  final Map<String, String> env = new HashMap<>();
  final List<String> launched = new ArrayList<>();
  String stdin = "";
  Function<String, String> passwords;

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env::get,
            passwords);
    int code = new Main(terminal, this::launch).run(args);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private int launch(Path config, Path data, boolean sandbox) {
    launched.add(config + " " + data + " " + sandbox);
    return 0;
  }
}
