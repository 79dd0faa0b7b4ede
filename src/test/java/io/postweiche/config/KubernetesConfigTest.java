package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code packaging/kubernetes} holds a good configuration, and mounts what that names. */
class KubernetesConfigTest {
  private static final Path MANIFEST = Path.of("packaging/kubernetes/postweiche.yaml");

  @TempDir Path temp;
  private final List<JsonNode> objects = Yaml.all(MANIFEST);

  KubernetesConfigTest() throws IOException {}

  @Test
  void theConfigurationIsGoodWithTheSecretsOfTheManifest() throws IOException {
    Path secrets = Files.createDirectory(temp.resolve("secrets"));
    object("Secret")
        .path("stringData")
        .properties()
        .forEach(e -> Configs.write(secrets.resolve(e.getKey()), e.getValue().asText()));
    String text =
        object("ConfigMap")
            .at("/data/postweiche.yaml")
            .asText()
            .replace("/run/secrets/postweiche", secrets.toString());
    Loaded loaded = ConfigFile.load(Configs.write(temp.resolve("p.yaml"), text), name -> null);
    // the certificate comes from a Secret that is not of this manifest
    List<String> faults =
        loaded instanceof Loaded.Bad bad
            ? bad.faults().stream().map(Fault::toString).toList()
            : List.of();
    assertThat(faults).allMatch(fault -> fault.contains("/run/tls/"));
  }

  @Test
  void eachPortOfAServiceIsListenedOn() {
    JsonNode container = object("Deployment").at("/spec/template/spec/containers/0");
    String configuration = object("ConfigMap").at("/data/postweiche.yaml").asText();
    container
        .path("ports")
        .forEach(
            port ->
                assertThat(configuration)
                    .contains("address: 0.0.0.0:" + port.path("containerPort").asText()));
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
  }

  private JsonNode object(String kind) {
    return objects.stream()
        .filter(o -> o.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
