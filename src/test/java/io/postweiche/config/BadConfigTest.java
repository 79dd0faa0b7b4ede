package io.postweiche.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder of {@code bad-config}: a broken configuration and what is told of it, exactly. */
class BadConfigTest {
  static final Path FIXTURES = Path.of("src/test/resources/bad-config");

  static List<Path> fixtures() throws IOException {
    try (Stream<Path> folders = Files.list(FIXTURES)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void tellsEveryFaultWithItsPlace(Path folder) throws IOException {
    assertThat(told(folder)).isEqualTo(Files.readString(folder.resolve("expected")));
  }

  private static String told(Path folder) {
    Loaded loaded = ConfigFile.load(folder.resolve("postweiche.yaml"), TestEnv::get);
    assertThat(loaded).isInstanceOf(Loaded.Bad.class);
    StringBuilder lines = new StringBuilder();
    for (Fault fault : ((Loaded.Bad) loaded).faults()) {
      String line = fault.toString();
      assertThat(line).startsWith(folder + "/").doesNotContain("hunter");
      lines.append(line.substring(folder.toString().length() + 1)).append('\n');
    }
    return lines.toString();
  }
}
