package io.postweiche.scenario;

import io.postweiche.app.Home;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The project's routes and broker.xml, copied and changed in one point. */
final class Homes {
  private Homes() {}

  static Path copy(Path to, UnaryOperator<String> change) throws IOException {
    Home from = Home.find();
    Home copy = new Home(to);
    Files.createDirectories(copy.routes());
    Files.createDirectories(copy.brokerXml().getParent());
    try (DirectoryStream<Path> routes = Files.newDirectoryStream(from.routes())) {
      for (Path route : routes) {
        Files.copy(route, copy.routes().resolve(route.getFileName()));
      }
    }
    String xml = Files.readString(from.brokerXml());
    String changed = change.apply(xml);
    if (changed.equals(xml)) {
      throw new IllegalStateException("broker.xml does not hold what was to be changed");
    }
    Files.writeString(copy.brokerXml(), changed);
    return to;
  }
}
