package io.postweiche.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.reply.Verdict;
import io.postweiche.web.Job;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both languages say the same, and all that is asked of them. */
class TextsTest {
  private static final Pattern ASKED = Pattern.compile("\\bt\\.of\\(\"([a-z.-]+)\"[,)]");

  @Test
  void bothLanguagesHaveTheSameKeysAndGaps() throws IOException {
    Properties english = words("en");
    Properties german = words("de");
    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    for (String key : english.stringPropertyNames()) {
      assertThat(gaps(german, key)).as(key).isEqualTo(gaps(english, key));
      assertThat(german.getProperty(key)).as(key).isNotBlank();
      // an apostrophe would end a gap's text; typographic ones do not
      assertThat(german.getProperty(key) + english.getProperty(key)).doesNotContain("'");
    }
  }

  @Test
  void everyKeyThatAPageAsksForIsThere() throws IOException {
    Set<String> keys = words("en").stringPropertyNames();
    Set<String> asked = new TreeSet<>();
    for (String root : new String[] {"src/main/jte", "src/main/java/io/postweiche/web/console"}) {
      try (Stream<Path> files = Files.walk(Path.of(root))) {
        files.filter(Files::isRegularFile).forEach(file -> asked.addAll(asked(file)));
      }
    }
    assertThat(asked).hasSizeGreaterThan(80);
    assertThat(keys).containsAll(asked);
  }

  @Test
  void everyWordOfTheRouterHasOneInEachLanguage() throws IOException {
    Set<String> keys = words("en").stringPropertyNames();
    Stream.of(
            Arrays.stream(DeadReason.values())
                .flatMap(r -> Stream.of("reason." + r.word(), "hint." + r.word())),
            Arrays.stream(EventType.values()).map(type -> "event." + type.word()),
            Arrays.stream(Verdict.values()).map(verdict -> "verdict." + verdict.word()),
            Arrays.stream(Job.State.values()).map(state -> "job.state." + state.word()))
        .flatMap(words -> words)
        .forEach(key -> assertThat(keys).contains(key));
  }

  @Test
  void numbersAndTimesAreThoseOfTheLanguage() {
    assertThat(new Texts(Language.GERMAN).number(1234567)).isEqualTo("1.234.567");
    assertThat(new Texts(Language.ENGLISH).number(1234567)).isEqualTo("1,234,567");
    assertThat(new Texts(Language.GERMAN).size(4096)).isEqualTo("4,1 KB");
    assertThat(new Texts(Language.GERMAN).of("dead.list", 1L)).isEqualTo("Eine unzustellbare Mail");
    assertThat(new Texts(Language.ENGLISH).of("dead.list", 1200L)).isEqualTo("1,200 dead letters");
    assertThat(new Texts(Language.ENGLISH).age(125L)).isEqualTo("2 min");
  }

  private static Set<String> asked(Path file) {
    try {
      return ASKED
          .matcher(Files.readString(file))
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> gaps(Properties words, String key) {
    MessageFormat format = new MessageFormat(words.getProperty(key), Locale.ROOT);
    assertThat(format.getFormatsByArgumentIndex().length).as(key).isLessThan(5);
    return Pattern.compile("\\{(\\d)")
        .matcher(words.getProperty(key))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static Properties words(String language) throws IOException {
    Properties words = new Properties();
    try (InputStream in = Texts.class.getResourceAsStream("messages_" + language + ".properties");
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      words.load(reader);
    }
    return words;
  }
}
