package io.postweiche.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.postweiche.config.PasswordHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's msmtp logs in by SCRAM-SHA-256, which is GNU SASL's there. */
class MsmtpScramTest {
  @TempDir Path folder;

  @Test
  void msmtpLogsIn() throws Exception {
    assumeTrue(knowsScram(), "no msmtp with SCRAM-SHA-256 here: bench/clients/install");
    String hash = PasswordHash.scramHash("grün s3cret", new SecureRandom());
    AccessServers listen = new AccessServers().user("erp", hash).user("printer", "offen");
    try (TestServer server = new TestServer(folder, listen.settings(), TestServer.QUICK)) {
      assertThat(send(server, "erp", "grün s3cret")).isEmpty();
      assertThat(send(server, "printer", "offen")).isEmpty();
      assertThat(send(server, "erp", "gruen")).contains("535 5.7.8");
      assertThat(server.refused).containsExactly("login");
    }
  }

  private static boolean knowsScram() throws InterruptedException {
    try {
      return run(List.of("msmtp", "--version")).contains("scram-sha-256");
    } catch (IOException e) {
      return false; // no such program
    }
  }

  private static String send(TestServer server, String user, String password)
      throws IOException, InterruptedException {
    return run(
        List.of(
            "msmtp",
            "--host=127.0.0.1",
            "--port=" + server.address().getPort(),
            "--tls=off",
            "--timeout=30",
            "--auth=scram-sha-256",
            "--user=" + user,
            "--passwordeval=printf '%s' '" + password + "'",
            "--from=a@b.example",
            "c@d.example"));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write("Subject: x\n\nx\n".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
