package io.postweiche.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Nodemailer's smtp-server as a relay, in a process of its own. */
public final class NodeRelay implements AutoCloseable {
  public static final String USER = "relay@meinefirma.de";
  public static final String PASSWORD = "secret-word";

  private static final Path CLIENTS = Path.of("bench/clients");

  private final Process process;
  private final int port;

  private NodeRelay(Process process) throws IOException {
    this.process = process;
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = String.valueOf(said.readLine());
    if (!line.matches("\\d+")) {
      process.destroyForcibly();
      throw new IOException("smtp-server did not start: " + line);
    }
    port = Integer.parseInt(line);
  }

  public static boolean present() {
    return Files.exists(CLIENTS.resolve("node_modules/smtp-server")) && Programs.found("node");
  }

  /** Starts it; what it takes goes to the folder as {@code 1.eml} and so on. */
  public static NodeRelay start(TestCertificates.Pem identity, Path taken) throws IOException {
    return new NodeRelay(
        new ProcessBuilder(
                "node",
                CLIENTS.resolve("smtp-server.mjs").toString(),
                identity.certificate().toString(),
                identity.key().toString(),
                USER,
                PASSWORD,
                taken.toString())
            .redirectErrorStream(true)
            .start());
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
