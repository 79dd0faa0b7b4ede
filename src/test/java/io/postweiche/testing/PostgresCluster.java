package io.postweiche.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of Debian's own package on loopback, in a folder of its own. */
public final class PostgresCluster implements AutoCloseable {
  private final Path folder;
  private final Path bin;
  private final int port;

  private PostgresCluster(Path folder, Path bin, int port) {
    this.folder = folder;
    this.bin = bin;
    this.port = port;
  }

  public static PostgresCluster start() throws IOException {
    Path folder = Files.createTempDirectory("postgres");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    PostgresCluster cluster = new PostgresCluster(folder, bin(), port);
    if (root()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
    cluster.command("initdb", "-D", cluster.data(), "-A", "trust", "-U", "tracking", "-N");
    cluster.up();
    return cluster;
  }

  public void up() throws IOException {
    String options = "-c listen_addresses=127.0.0.1 -c port=" + port + " -k " + folder;
    String log = folder.resolve("log").toString();
    command("pg_ctl", "-D", data(), "-w", "-o", options, "-l", log, "start");
  }

  public void down() throws IOException {
    command("pg_ctl", "-D", data(), "-w", "-m", "immediate", "stop");
  }

  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=tracking&password=pg-geheim";
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void command(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (root()) { // it refuses to run as root
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  private static Path bin() throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Path::compareTo)
          .orElseThrow(() -> new IOException("no PostgreSQL; run bench/clients/install"));
    }
  }

  private static void run(List<String> command) throws IOException {
    Path output = Files.createTempFile("postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("/tmp").toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(output));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      down();
    } catch (IOException e) {
      // a test took it down already
      if (Files.exists(folder.resolve("data/postmaster.pid"))) {
        throw e;
      }
    }
    run(List.of("rm", "-rf", folder.toString()));
  }
}
