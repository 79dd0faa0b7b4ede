package io.postweiche.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the router's own files lie: {@code routes/} and {@code broker/broker.xml}. The launcher
 * sets the system property {@code postweiche.home}; without it, the working folder.
 */
public record Home(Path folder) {
  public static Home find() throws IOException {
    Home home = new Home(Path.of(System.getProperty("postweiche.home", "")).toAbsolutePath());
    if (!Files.isDirectory(home.routes()) || !Files.isReadable(home.brokerXml())) {
      throw new IOException(
          "no routes/ and broker/broker.xml in "
              + home.folder
              + "; start with the command ./postweiche, or set -Dpostweiche.home");
    }
    return home;
  }

  public Path routes() {
    return folder.resolve("routes");
  }

  public Path brokerXml() {
    return folder.resolve("broker").resolve("broker.xml");
  }
}
