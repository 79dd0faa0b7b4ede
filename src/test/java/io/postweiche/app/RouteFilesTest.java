package io.postweiche.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Camel does not check in its YAML routes (tried on 4.22.0): names that lead nowhere. */
class RouteFilesTest {
  private static final Path ROUTES = Path.of("routes");

  static Stream<Path> files() throws IOException {
    return Files.list(ROUTES).filter(file -> file.toString().endsWith(".camel.yaml")).sorted();
  }

  @Test
  void thereAreRoutes() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(7);
  }

  /** The jar names its files, since not every class loader can list them. */
  @Test
  void theJarHoldsEachOfThem() throws IOException {
    assertThat(ShippedRoutes.FILES)
        .containsExactlyInAnyOrderElementsOf(
            files().map(file -> file.getFileName().toString()).toList());
    assertThat(ShippedRoutes.inTheJar()).hasSameSizeAs(ShippedRoutes.FILES);
  }

  @Test
  void everyFailurePolicyNamedIsDefined() throws IOException {
    assertThat(all("routeConfigurationId:\\s*([\\w-]+)"))
        .isNotEmpty()
        .isSubsetOf(all("routeConfiguration:\\s*\\n\\s+id:\\s*([\\w-]+)"));
  }

  @Test
  void everyDirectTargetIsARoute() throws IOException {
    Set<String> targets = all("uri:\\s*\"?(direct:[\\w-]+)");
    Set<String> sources = all("from:\\s*\\n\\s+uri:\\s*\"?(direct:[\\w-]+)");
    assertThat(targets).isNotEmpty().isSubsetOf(sources);
  }

  @Test
  void everyConsumerOfMailHasAFailurePolicy() throws IOException {
    for (Path file : files().toList()) {
      Matcher route =
          Pattern.compile(
                  "(?s)(routeConfigurationId:\\s*[\\w-]+\\s*\\n\\s*)?from:\\s*\\n\\s+uri:\\s*\"?(?:jms:|direct:deliver)")
              .matcher(text(file));
      while (route.find()) {
        assertThat(route.group(1)).as("failure policy of a consumer in %s", file).isNotNull();
      }
    }
  }

  @Test
  void everyConsumerStripsHeadersFirst() throws IOException {
    for (Path file : files().toList()) {
      Matcher steps =
          Pattern.compile("uri:\\s*\"?(?:jms:queue|direct:deliver)[^}]*?steps:\\s*\\n\\s+- (\\w+)")
              .matcher(text(file));
      while (steps.find()) {
        assertThat(steps.group(1))
            .as("first step of a consumer in %s", file)
            .isEqualTo("removeHeaders");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aRouteFileFitsOnAScreen(Path file) throws IOException {
    assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(75);
  }

  private static Set<String> all(String pattern) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : files().toList()) {
      Matcher matcher = Pattern.compile(pattern).matcher(text(file));
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file);
  }
}
