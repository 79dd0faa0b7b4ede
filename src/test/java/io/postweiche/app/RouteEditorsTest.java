package io.postweiche.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.NamedNode;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.yaml.LwModelToYAMLDumper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Graphical editors open the route files and save them with the same meaning. */
class RouteEditorsTest {
  private static final Path CLIENTS = Path.of("bench/clients");
  private static final String SCHEMA = "/schema/camelYamlDsl-canonical.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<Path> files() throws IOException {
    return Stream.of(Path.of("routes"), Path.of("docs/examples"))
        .flatMap(RouteEditorsTest::list)
        .filter(file -> file.toString().endsWith(".camel.yaml"));
  }

  /** Kaoto reads by this schema, in its canonical form; so do VS Code and Camel's own CLI. */
  @ParameterizedTest
  @MethodSource("files")
  void eachIsCanonicalYamlOfCamel(Path file) throws IOException {
    try (InputStream schema = DefaultCamelContext.class.getResourceAsStream(SCHEMA)) {
      JsonNode tree = JSON.valueToTree(tree(Files.readString(file)));
      var faults =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
              .getSchema(JSON.readTree(schema))
              .validate(tree);
      // of an option that a template's parameter gives, the schema knows only the type
      assertThat(faults)
          .filteredOn(fault -> !fault.getMessage().contains("autoStartup: string found"))
          .isEmpty();
    }
  }

  static Stream<Path> routes() throws IOException {
    return files().filter(file -> read(file).contains("- route:"));
  }

  /**
   * What Camel has read, written by Camel and read again. Templates and policies for faults are not
   * among them: what Camel 4.22 writes of these it cannot read.
   */
  @ParameterizedTest
  @MethodSource("routes")
  void eachIsTheSameWhenCamelSavesIt(Path file) throws Exception {
    String opened = meaning(Files.readString(file));
    assertThat(tree(meaning(opened))).isEqualTo(tree(opened));
  }

  /** Karavan knows no route templates, so those files are none for it. */
  @Test
  void theRoutesAreTheSameWhenKaravanSavesThem(@TempDir Path folder) throws Exception {
    assumeTrue(
        Files.isDirectory(CLIENTS.resolve("node_modules/karavan-core")), "bench/clients/install");
    List<Path> known = files().filter(file -> !read(file).contains("- routeTemplate:")).toList();
    assertThat(known).hasSizeGreaterThan(6);
    Path in = Files.createDirectory(folder.resolve("in"));
    for (Path file : known) {
      Files.copy(file, in.resolve(file.getFileName()));
    }
    Path out = Files.createDirectory(folder.resolve("out"));
    Process karavan =
        new ProcessBuilder(
                "node",
                CLIENTS.resolve("karavan.mjs").toString(),
                catalog(folder).toString(),
                in.toString(),
                out.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(karavan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(karavan.waitFor()).as(said).isZero();
    for (Path file : known) {
      String saved = Files.readString(out.resolve(file.getFileName()));
      assertThat(tree(meaning(saved)))
          .as("%s as Karavan saved it:%n%s", file, saved)
          .isEqualTo(tree(meaning(Files.readString(file))));
    }
  }

  /** What Karavan knows of components: Camel's own descriptions. */
  private static Path catalog(Path folder) throws IOException {
    Path catalog = Files.createDirectory(folder.resolve("catalog"));
    for (String name : List.of("direct", "file", "jms")) {
      String resource = "/META-INF/org/apache/camel/component/%s/%s.json".formatted(name, name);
      try (InputStream in = DefaultCamelContext.class.getResourceAsStream(resource)) {
        Files.copy(in, catalog.resolve(name + ".json"));
      }
    }
    return catalog;
  }

  /** What Camel understands of a file, without the ids that an editor gives to steps. */
  private static String meaning(String yaml) throws Exception {
    DefaultCamelContext camel = new DefaultCamelContext();
    PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("x.yaml", yaml));
    List<NamedNode> parts = new ArrayList<>(camel.getRouteDefinitions());
    parts.addAll(camel.getRouteTemplateDefinitions());
    List<RouteConfigurationDefinition> policies = camel.getRouteConfigurationDefinitions();
    parts.addAll(policies);
    StringBuilder text = new StringBuilder();
    for (NamedNode part : parts) {
      text.append(new LwModelToYAMLDumper().dumpModelAsYaml(camel, part, false, true, false, false))
          .append('\n');
    }
    camel.stop();
    assertThat(parts).isNotEmpty();
    return text.toString();
  }

  private static Object tree(String yaml) {
    return withoutIds(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /** Without those that an editor gives to steps. */
  private static Object withoutIds(Object node) {
    if (node instanceof Map<?, ?> map) {
      Map<Object, Object> clean = new LinkedHashMap<>();
      map.forEach((key, value) -> clean.put(key, withoutIds(value)));
      clean.values().removeIf(v -> v instanceof String id && id.matches("[a-zA-Z]+-[0-9a-f]{4}"));
      return clean;
    }
    return node instanceof List<?> list
        ? list.stream().map(RouteEditorsTest::withoutIds).toList()
        : node;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
