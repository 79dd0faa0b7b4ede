package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each message that {@code docs/failure-modes.md} quotes is one that the program gives. */
class FailureModesDocsTest {
  private static final Path DOCS = Path.of("docs/failure-modes.md");
  private static final Pattern MESSAGE = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(([\\w-]*\\.md)?#([\\w-]+)\\)");
  private static final Pattern REPLY = Pattern.compile("(\\d{3}) (\\d\\.\\d\\.\\d) (.+)");

  /** What stands between two fixed parts of a message in the source: {}, %s, " + x + ". */
  private static final String BETWEEN = ".{0,250}?";

  @TestFactory
  Stream<DynamicTest> eachMessageIsOneOfTheProgram() throws IOException {
    List<String> sources = sources();
    String docs = Files.readString(DOCS);
    List<String> quoted =
        MESSAGE
            .matcher(docs.substring(docs.indexOf("## The messages")))
            .results()
            .map(message -> message.group(1))
            .toList();
    assertThat(quoted).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    return quoted.stream()
        .map(message -> DynamicTest.dynamicTest(message, () -> holds(message, sources)));
  }

  @Test
  void eachPlaceItPointsToIsThere() throws IOException {
    Set<String> missing = new TreeSet<>();
    Matcher link = ANCHOR.matcher(Files.readString(DOCS));
    while (link.find()) {
      Path page = link.group(1) == null ? DOCS : DOCS.resolveSibling(link.group(1));
      if (!anchors(page).contains(link.group(2))) {
        missing.add(link.group());
      }
    }
    assertThat(missing).isEmpty();
  }

  private static void holds(String message, List<String> sources) {
    Matcher reply = REPLY.matcher(message);
    boolean split = reply.matches();
    // a reply's code and its text may come from two places
    assertThat(sources)
        .as("the fixed words of it, in one source")
        .anyMatch(source -> inOrder(split ? reply.group(3) : message).matcher(source).find());
    if (split) {
      String code = "of(" + reply.group(1) + ", \"" + reply.group(2) + "\"";
      assertThat(sources).as("its code").anyMatch(source -> source.contains(code));
    }
  }

  private static Pattern inOrder(String message) {
    return Pattern.compile(
        Stream.of(message.split("…"))
            .filter(part -> !part.isBlank())
            .map(Pattern::quote)
            .collect(Collectors.joining(BETWEEN)),
        Pattern.DOTALL);
  }

  /** What speaks to somebody; literals that were cut into lines are one again. */
  private static List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>(List.of(Files.readString(Path.of("postweiche"))));
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.add(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
      }
    }
    return sources;
  }

  /** The names of a page's headings, as GitHub makes them. */
  private static Set<String> anchors(Path page) throws IOException {
    return Pattern.compile("(?m)^#+ (.*)$")
        .matcher(Files.readString(page))
        .results()
        .map((MatchResult heading) -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w -]", "").replace(' ', '-'))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
