package io.postweiche.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Specmatic, a tester not written here: makes requests of an OpenAPI document, sends them, and
 * compares status, content type and body of each answer with what the document says.
 */
final class Specmatic {
  private static final Path JAR = Path.of("bench/clients/node_modules/specmatic/specmatic.jar");
  private static final Pattern VERDICT =
      Pattern.compile("(\\+ve |-ve |)\\s*Scenario: .* has FAILED");
  private static final Pattern SUM =
      Pattern.compile("Tests run: (\\d+), Successes: \\d+, Failures: (\\d+), .*Errors: (\\d+)");
  private static final int PATIENCE_S = 240;
  private final Path folder;

  /**
   * Works in a folder of its own.
   *
   * @param document what the API says of itself
   * @param values what there is to ask for, by name of parameter and key of body
   */
  Specmatic(Path folder, String document, String values) throws IOException {
    if (!Files.exists(JAR)) {
      throw new AssertionError("no " + JAR + "; bench/clients/install brings it (from npm)");
    }
    this.folder = Files.createDirectories(folder);
    Files.writeString(folder.resolve("openapi.json"), document);
    Files.writeString(folder.resolve("openapi_dictionary.yaml"), values);
  }

  /**
   * What it found.
   *
   * @param faults each the request, the answer and what is wrong with it
   */
  record Found(int tests, List<String> faults) {}

  /**
   * Runs it.
   *
   * @param which its filter of operations
   * @param mutations {@code none}: sound requests; {@code all}: also every way to make them
   *     unsound, each of which must be refused
   */
  Found run(String url, String token, String which, String mutations)
      throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("specmatic.yaml"),
        "version: 2\ntest:\n  maxTestRequestCombinations: 10\n  resiliencyTests: {enable: "
            + mutations
            + "}\n");
    Path log = folder.resolve("log");
    ProcessBuilder command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toAbsolutePath().toString(),
                "test",
                "openapi.json",
                "--testBaseURL=" + url,
                "--filter=" + which)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    command.environment().put("token", token); // by the name of the security scheme
    Process process = command.start();
    if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("not done in " + PATIENCE_S + " s; see " + log);
    }
    return read(log);
  }

  /** Its log: a dashed line, request, answer, and a line that says what came of it. */
  private static Found read(Path log) throws IOException {
    List<String> faults = new ArrayList<>();
    StringBuilder dialogue = new StringBuilder();
    Matcher sum = null;
    for (String line : Files.readAllLines(log)) {
      if (line.startsWith("--------")) {
        dialogue.setLength(0);
      }
      dialogue.append(line).append('\n');
      if (VERDICT.matcher(line).matches()) {
        faults.add(dialogue.toString());
      }
      if (SUM.matcher(line).matches()) {
        sum = SUM.matcher(line);
      }
    }
    if (sum == null || !sum.matches()) {
      throw new AssertionError("it did not come to its end; see " + log);
    }
    if (faults.size() != Integer.parseInt(sum.group(2)) + Integer.parseInt(sum.group(3))) {
      throw new AssertionError("its log cannot be read: " + faults.size() + ", " + sum.group());
    }
    return new Found(Integer.parseInt(sum.group(1)), faults);
  }
}
