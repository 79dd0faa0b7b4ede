package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.cli.Cli.Result;
import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.ConsoleUser;
import io.postweiche.config.HostPort;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.Role;
import io.postweiche.testing.WebFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routers that do not answer, or not to us. */
class ReachabilityTest {
  @TempDir Path folder;
  private final Cli cli = new Cli();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queues",
        "dead list",
        "dead show x",
        "dead replay",
        "dead export",
        "dead discard --all",
        "relay list",
        "relay suspend x",
        "relay resume x",
        "sandbox list",
        "track x",
        "audit",
        "jobs",
        "events",
        "send --from a@b.de --to c@d.de",
      })
  void withoutARouterThereIsOneLineAndThree(String command) throws IOException {
    int port = freePort();
    Result result = cli.run((command + " --url http://127.0.0.1:" + port).split(" "));
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith("postweiche: no router answers at http://127.0.0.1:" + port + " (")
        .hasLineCount(1);
  }

  @Test
  void aNameThatDoesNotExistIsNotReachable() {
    Result result = cli.run("queues", "--url", "http://router.invalid:8025");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("router.invalid").hasLineCount(1);
  }

  @Test
  void anotherServerIsNoRouter() throws Exception {
    String page = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>";
    Result result = answeredWith(page, "queues");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("is no Postweiche router").hasLineCount(1);
  }

  @Test
  void aReplayThatBreaksOffIsTold() throws Exception {
    String half =
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n"
            + "{\"total\":2}\n{\"item\":{\"id\":\"a1\",\"outcome\":\"replayed\",\"relay\":null,"
            + "\"detail\":\"\"}}\n";
    Result result = answeredWith(half, "dead replay");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("a1  replayed\n");
    assertThat(result.err())
        .contains("the router's answer breaks off before its end (told before that: 1)");
  }

  @Test
  void aTokenLogsIn() throws IOException {
    ConsoleUser ci = new ConsoleUser(new PasswordHash("marke"), Role.VIEW);
    ConsoleSettings console =
        new ConsoleSettings(HostPort.of("127.0.0.1:0"), Map.of(), Map.of("ci", ci));
    try (WebFixture web = new WebFixture(folder, console)) {
      String url = web.url.toString();
      Path file = Files.writeString(folder.resolve("token"), "marke\n");
      assertThat(cli.run("queues", "--url", url, "--token", file.toString()).code()).isZero();
      cli.env.put("POSTWEICHE_TOKEN", "marke");
      assertThat(cli.run("queues", "--url", url).code()).isZero();
      Cli.Result change = cli.run("relay", "suspend", "ionos", "--url", url);
      assertThat(change.err()).contains("'ci' has the role view; this needs operate");
      assertThat(change.code()).isEqualTo(ExitCode.FAULTS);
      cli.env.put("POSTWEICHE_TOKEN", "falsch");
      Cli.Result wrong = cli.run("queues", "--url", url);
      assertThat(wrong.err()).contains("wrong token").doesNotContain("falsch");
      assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
      assertThat(cli.run("queues", "--url", url, "--token", "nowhere").code())
          .isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void aLoginIsAskedForAndChecked() throws IOException {
    Map<String, PasswordHash> users = Map.of("ops", new PasswordHash("geheim"));
    try (WebFixture web = new WebFixture(folder, "127.0.0.1:0", users)) {
      String url = web.url.toString();
      Result anonymous = cli.run("queues", "--url", url);
      assertThat(anonymous.code()).isEqualTo(2);
      assertThat(anonymous.err()).contains("wants a login; name one with --user");
      cli.env.put("POSTWEICHE_PASSWORD", "falsch");
      assertThat(cli.run("queues", "--url", url, "--user", "ops").err())
          .contains("wrong name or password")
          .doesNotContain("falsch");
      cli.env.put("POSTWEICHE_PASSWORD", "geheim");
      assertThat(cli.run("queues", "--url", url, "--user", "ops").code()).isZero();
      cli.env.clear();
      cli.passwords = prompt -> prompt.equals("Password of ops: ") ? "geheim" : "";
      assertThat(cli.run("queues", "--url", url + "/", "--user", "ops").code()).isZero();
    }
  }

  @Test
  void aRouterWithoutItsBrokerFails() throws IOException {
    try (WebFixture web = new WebFixture(folder)) {
      web.operations.brokerAway = true;
      assertThat(cli.run("queues", "--url", web.url.toString()))
          .isEqualTo(new Result(1, "", "postweiche: the broker cannot be reached\n"));
    }
  }

  private Result answeredWith(String answer, String command) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> serve(server, answer));
      String url = "http://127.0.0.1:" + server.getLocalPort();
      Result result = cli.run((command + " --url " + url).split(" "));
      serving.join();
      return result;
    }
  }

  private static void serve(ServerSocket server, String answer) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      byte[] request = new byte[8192];
      int read = socket.getInputStream().read(request);
      assertThat(read).isPositive();
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
