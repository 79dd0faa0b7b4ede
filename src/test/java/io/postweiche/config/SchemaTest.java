package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The schema for editors says what the loader says, as far as a schema can. */
class SchemaTest {
  private static final Path FILE = Path.of("config/postweiche.schema.json");

  /** Faults that need a look at another key, a file or the environment, or a parser of ours. */
  private static final Set<String> BEYOND_A_SCHEMA =
      Set.of(
          "broker-reachable-without-users",
          "dkim-keys",
          "console-reachable-without-users",
          "environment-variable",
          "listener-for-nobody",
          "marked-for-senders",
          "null-sender-is-not-rewritten",
          "null-sender-refused",
          "open-relay",
          "proxy-protocol-of-strangers",
          "references",
          "retry-contradicts-itself",
          "same-address-twice",
          "same-sender-twice",
          "sender-rule-refuses",
          "sender-rule-refuses-rewritten",
          "secret-file",
          "srs-into-another-domain",
          "tracing-headers-in-clear",
          "trust",
          "username-is-no-address",
          "value-of-reference-is-bad",
          "windows-line-ends");

  private final JsonNode schema;
  private final JsonSchema validator;

  SchemaTest() throws IOException {
    schema = Yaml.json(FILE);
    validator = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config/postweiche.yaml",
        "src/test/resources/config/full.yaml",
        "src/test/resources/config/external.yaml",
        "src/test/resources/config/least.yaml"
      })
  void takesWhatTheLoaderTakes(String file) throws IOException {
    Configs.good(Path.of(file));
    assertThat(validator.validate(Yaml.read(Path.of(file)))).isEmpty();
  }

  static Stream<Path> fixtures() throws IOException {
    return BadConfigTest.fixtures().stream()
        .filter(f -> Files.exists(f.resolve("postweiche.yaml")));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void refusesWhatTheLoaderRefusesUnlessItIsBeyondASchema(Path folder) throws IOException {
    Set<ValidationMessage> messages;
    try {
      messages = validator.validate(Yaml.read(folder.resolve("postweiche.yaml")));
    } catch (YamlEngineException | java.nio.charset.CharacterCodingException e) {
      return; // no YAML: an editor tells that without a schema
    }
    assertThat(messages.isEmpty())
        .as("%s: %s", folder, messages)
        .isEqualTo(BEYOND_A_SCHEMA.contains(folder.getFileName().toString()));
  }

  @Test
  void knowsEachKeyOfTheLoaderAndNoOther() {
    assertThat(keysOfSchema()).isEqualTo(Keys.ofLoader());
  }

  @Test
  void describesEachKey() {
    Map<String, JsonNode> properties = new TreeMap<>();
    collect("", schema, properties);
    assertThat(properties).hasSizeGreaterThan(60);
    assertThat(properties).allSatisfy((key, node) -> assertThat(described(node)).as(key).isTrue());
  }

  @Test
  void listsThePresets() {
    JsonNode words =
        schema.at("/properties/relays/additionalProperties/properties/provider/anyOf/0/enum");
    Set<String> listed = new TreeSet<>();
    words.forEach(w -> listed.add(w.asText()));
    assertThat(listed).isEqualTo(new TreeSet<>(Presets.all().keySet()));
  }

  private Set<String> keysOfSchema() {
    Map<String, JsonNode> properties = new TreeMap<>();
    collect("", schema, properties);
    return new TreeSet<>(properties.keySet());
  }

  private static boolean described(JsonNode node) {
    return node.path("description").asText().length() > 5;
  }

  private static void collect(String path, JsonNode node, Map<String, JsonNode> properties) {
    node.path("properties")
        .properties()
        .forEach(
            e -> {
              String key = path.isEmpty() ? e.getKey() : path + "." + e.getKey();
              properties.put(key, e.getValue());
              collect(key, e.getValue(), properties);
            });
    if (node.path("additionalProperties").isObject()) {
      collect(path + ".*", node.get("additionalProperties"), properties);
    }
    if (node.has("items")) {
      collect(path + "[]", node.get("items"), properties);
    }
    node.path("anyOf").forEach(n -> collect(path, n, properties));
  }
}
