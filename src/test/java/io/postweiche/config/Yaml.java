package io.postweiche.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A YAML file as an editor sees it: types by YAML 1.2. */
final class Yaml {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Yaml() {}

  static JsonNode read(Path file) throws IOException {
    return JSON.valueToTree(
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  /** Each document of a file of several. */
  static List<JsonNode> all(Path file) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(Files.readString(file))
        .forEach(document -> documents.add(JSON.valueToTree(document)));
    return documents;
  }

  static JsonNode json(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }
}
