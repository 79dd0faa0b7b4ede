package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The README and its German translation are one and the same, and what they point to is there. */
class ReadmeTranslationTest {
  private static final String ENGLISH = "README.md";
  private static final String GERMAN = "README.de.md";
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\|.*\\|$");
  private static final Pattern KNOWN = Pattern.compile("\\b34\\b");

  @Test
  void bothHaveTheSamePartsInTheSameOrder() throws IOException {
    assertThat(shapes(GERMAN)).isEqualTo(shapes(ENGLISH));
  }

  @Test
  void bothHaveTheSameCodeButForComments() throws IOException {
    assertThat(codes(GERMAN)).isEqualTo(codes(ENGLISH)).hasSizeGreaterThan(12);
  }

  @Test
  void bothHaveTheSameLinksAndTables() throws IOException {
    assertThat(links(GERMAN)).isEqualTo(links(ENGLISH));
    assertThat(found(TABLE_ROW, GERMAN).count()).isEqualTo(found(TABLE_ROW, ENGLISH).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, GERMAN})
  void eachLinkLeadsSomewhereAndEachLanguageToTheOther(String readme) throws IOException {
    List<String> links = found(LINK, readme).toList();
    assertThat(links).contains(readme.equals(ENGLISH) ? GERMAN : ENGLISH);
    assertThat(links)
        .noneMatch(link -> link.startsWith("http"))
        .allSatisfy(
            link -> assertThat(Path.of(link.replaceFirst("#.*", ""))).as("link %s", link).exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, GERMAN})
  void itCountsTheProvidersThatThereAre(String readme) throws IOException {
    String docs = Files.readString(Path.of("docs/configuring.md"));
    String table = docs.substring(docs.indexOf("\n## Providers"), docs.indexOf("\n## How values"));
    assertThat(table.lines().filter(l -> l.startsWith("| `")).count()).isEqualTo(34);
    assertThat(found(KNOWN, readme).count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/images/way.svg", "docs/images/way.de.svg"})
  void thePictureIsWholeHasATitleAndLoadsNothing(String file) throws Exception {
    String text = Files.readString(Path.of(file));
    Document picture =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)));
    assertThat(picture.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
    assertThat(text)
        .contains("prefers-color-scheme: dark")
        .doesNotContain("href", "<image", "<script", "@import")
        .doesNotContainPattern("url\\((?!#)");
  }

  /** Where it leads, in the order of the text; a German twin counts as what it is the twin of. */
  private static List<String> links(String file) throws IOException {
    return found(LINK, file).map(link -> link.replace(".de.", ".")).toList();
  }

  private static List<String> shapes(String file) throws IOException {
    return Readme.read(file).parts().stream().map(ReadmeTranslationTest::shape).toList();
  }

  private static String shape(Readme.Part part) {
    String number = part.title().replaceFirst("^(\\d+\\. |).*", "$1");
    return "#".repeat(part.level())
        + number
        + part.codes().stream().map(Readme.Code::language).toList();
  }

  private static List<String> codes(String file) throws IOException {
    return Readme.read(file).parts().stream()
        .flatMap(part -> part.codes().stream())
        .map(Readme.Code::bare)
        .toList();
  }

  private static Stream<String> found(Pattern what, String file) throws IOException {
    return what.matcher(Files.readString(Path.of(file)))
        .results()
        .map((MatchResult m) -> m.groupCount() > 0 ? m.group(1) : m.group());
  }
}
