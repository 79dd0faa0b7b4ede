package io.postweiche.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/** The route files that come with Postweiche: beside the launcher, and in the jar. */
final class ShippedRoutes {
  /** Named here, since not every class loader can list what lies in a jar. */
  static final List<String> FILES =
      List.of(
          "10-accept-smtp.camel.yaml",
          "20-accept-jms.camel.yaml",
          "30-decide.camel.yaml",
          "40-deliver.camel.yaml",
          "42-takeover.camel.yaml",
          "45-departed.camel.yaml",
          "50-settle.camel.yaml",
          "60-store.camel.yaml",
          "70-answer.camel.yaml",
          "80-own-mail.camel.yaml",
          "90-failures.camel.yaml");

  /** The routes' component where others may have a {@code jms} of theirs, not transacted. */
  static final String JMS_AMONG_OTHERS = "postweiche-jms";

  private static final String IN_THE_JAR = "/io/postweiche/routes/";

  private ShippedRoutes() {}

  /**
   * Those of a folder.
   *
   * @throws IOException when one is missing: without it no mail could go all its way
   */
  static List<Resource> in(Path folder, CamelContext camel) throws IOException {
    for (String file : FILES) {
      if (!Files.isReadable(folder.resolve(file))) {
        throw new IOException("no " + file + " in " + folder + ": no mail could go all its way");
      }
    }
    return FILES.stream().map(file -> resource("file:" + folder.resolve(file), camel)).toList();
  }

  /** Those of the jar, with their {@code jms:} under a name that is not somebody else's. */
  static List<Resource> inTheJar() throws IOException {
    List<Resource> files = new ArrayList<>();
    for (String file : FILES) {
      try (InputStream in = ShippedRoutes.class.getResourceAsStream(IN_THE_JAR + file)) {
        if (in == null) {
          throw new IOException("no " + file + " in the jar");
        }
        String text = new String(in.readAllBytes(), UTF_8);
        String among = text.replaceAll("(?m)^( +uri: \"?)jms:", "$1" + JMS_AMONG_OTHERS + ":");
        files.add(ResourceHelper.fromString("postweiche/" + file, among));
      }
    }
    return files;
  }

  private static Resource resource(String uri, CamelContext camel) {
    return ResourceHelper.resolveResource(camel, uri);
  }
}
