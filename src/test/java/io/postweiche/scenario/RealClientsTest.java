package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients not written here, each with a mail that arrives in the sandbox of a router started on the
 * configuration as shipped. The sending and looking is {@code bench/clients/run}'s.
 */
class RealClientsTest {
  @TempDir Path folder;
  private RouterInItsOwnProcess router;

  @BeforeEach
  void start() throws IOException {
    Path config = folder.resolve("postweiche.yaml");
    Files.writeString(config, onFreePorts(Files.readString(Path.of("config/postweiche.yaml"))));
    router = RouterInItsOwnProcess.start(config, List.of());
  }

  @AfterEach
  void stop() {
    router.close();
  }

  @TestFactory
  Stream<DynamicTest> eachDeliversAMail() {
    return Stream.of(
            "swaks", "curl", "python", "nodemailer", "msmtp", "smtp-source", "stomp", "amqp")
        .map(client -> DynamicTest.dynamicTest(client, () -> deliversAMail(client)));
  }

  private void deliversAMail(String client) throws Exception {
    String verdict = run(client);
    assumeFalse(
        verdict.startsWith("missing "), verdict.strip() + "; to install: bench/clients/install");
    assertThat(verdict).startsWith("ok " + client + " ");
  }

  private String run(String client) throws Exception {
    Process process =
        new ProcessBuilder(
                "bash",
                "bench/clients/run",
                "--smtp",
                "127.0.0.1:" + router.smtp().getPort(),
                "--stomp",
                router.broker("stomp"),
                "--amqp",
                router.broker("amqp"),
                "--sandbox",
                folder.resolve("data/sandbox").toString(),
                client)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private String onFreePorts(String shipped) {
    String elsewhere = shipped.replace("address: 127.0.0.1:2525", "address: 127.0.0.1:0");
    assertThat(elsewhere).as("the shipped listener").isNotEqualTo(shipped);
    assertThat(elsewhere).as("runs without a provider").contains("\nsandbox: true\n");
    return elsewhere
        + "\ndata: "
        + folder.resolve("data")
        + "\nbroker: {listen: {core: \"127.0.0.1:0\", amqp: \"127.0.0.1:0\", stomp: \"127.0.0.1:0\"}}"
        + "\nconsole: {address: \"127.0.0.1:0\"}\n";
  }
}
