package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each snippet of {@code docs/clients.md} in Python, Node and Java is run as it is printed, but for
 * the ports, and its mail arrives in the sandbox of a router on the configuration as shipped.
 */
class ClientsDocsTest {
  private static final Path DOCS = Path.of("docs/clients.md");
  private static final Path MODULES = Path.of("bench/clients/node_modules");
  private static final Map<String, Path> NEEDED =
      Map.of("python", Path.of("/usr/bin/python3"), "javascript", MODULES.resolve("rhea"));
  private static final Pattern SNIPPET =
      Pattern.compile("```(python|javascript|java)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SUBJECT = Pattern.compile("(?:Rechnung|Auftrag) von [\\w ]+");

  @TempDir Path folder;
  private RouterInItsOwnProcess router;

  @BeforeEach
  void start() throws IOException {
    Path config = folder.resolve("postweiche.yaml");
    String elsewhere =
        Files.readString(Path.of("config/postweiche.yaml"))
            .replace("address: 127.0.0.1:2525", "address: 127.0.0.1:0");
    Files.writeString(
        config,
        elsewhere
            + "\ndata: "
            + folder.resolve("data")
            + "\nbroker: {listen: {core: \"127.0.0.1:0\", amqp: \"127.0.0.1:0\", stomp: off}}"
            + "\nconsole: {address: \"127.0.0.1:0\"}\n");
    router = RouterInItsOwnProcess.start(config, List.of());
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @TestFactory
  Stream<DynamicTest> eachSnippetSendsAMail() throws IOException {
    Matcher snippet = SNIPPET.matcher(Files.readString(DOCS));
    List<DynamicTest> tests = new ArrayList<>();
    while (snippet.find()) {
      String language = snippet.group(1);
      String text = snippet.group(2);
      String name = language + " " + text.lines().findFirst().orElse("");
      tests.add(DynamicTest.dynamicTest(name, () -> sends(language, text)));
    }
    thePicturesAreThere();
    assertThat(tests).as("snippets of " + DOCS).hasSize(5);
    return tests.stream();
  }

  private static void thePicturesAreThere() throws IOException {
    Matcher picture = Pattern.compile("\\((images/[^)]+)\\)").matcher(Files.readString(DOCS));
    assertThat(picture.results().map(m -> DOCS.resolveSibling(m.group(1))))
        .hasSize(3)
        .allSatisfy(file -> assertThat(file).content().startsWith("<svg "));
  }

  private void sends(String language, String printed) throws Exception {
    Path needed = NEEDED.getOrDefault(language, DOCS);
    assumeTrue(Files.exists(needed), "no " + needed + "; to install: bench/clients/install");
    Matcher subject = SUBJECT.matcher(printed);
    assertThat(subject.find()).as("a subject of its own").isTrue();
    String here =
        printed
            .replace("2525", String.valueOf(router.smtp().getPort()))
            .replace("5672", port("amqp"))
            .replace("61616", port("core"));
    run(language, here);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(taken()).contains("Subject: " + subject.group()));
  }

  private void run(String language, String text) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Matcher name = Pattern.compile("public class (\\w+)").matcher(text);
    List<String> command =
        switch (language) {
          case "python" -> List.of("/usr/bin/python3", file("snippet.py", text));
          case "javascript" -> List.of("node", file("snippet.cjs", text));
          default ->
              List.of(
                  java, "-cp", classPath, file(name.find() ? name.group(1) + ".java" : "", text));
        };
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("NODE_PATH", MODULES.toAbsolutePath().toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String port(String protocol) {
    String address = router.broker(protocol);
    return address.substring(address.lastIndexOf(':') + 1);
  }

  private String taken() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("data/sandbox"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".eml")).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
