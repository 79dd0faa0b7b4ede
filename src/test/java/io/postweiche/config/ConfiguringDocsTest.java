package io.postweiche.config;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/configuring.md} tells each key and each preset as they are. */
class ConfiguringDocsTest {
  private static final Pattern KEY = Pattern.compile("(?m)^\\| `([a-zA-Z.\\[\\]-]+)` \\|");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

  private final String text;

  ConfiguringDocsTest() throws IOException {
    text = Files.readString(Path.of("docs/configuring.md"));
  }

  @Test
  void tellsEachKeyOfTheLoaderAndNoOther() {
    String tables = between("## Every key", "## Providers");
    Set<String> told =
        KEY.matcher(tables)
            .results()
            .map(r -> r.group(1).replaceAll("\\b(NAME|USER|PATTERN)\\b", "*"))
            .collect(toCollection(TreeSet::new));
    assertThat(told).isEqualTo(Keys.ofLoader());
  }

  @Test
  void tellsEachPreset() {
    List<String> rows =
        between("## Providers", "## How values").lines().filter(l -> l.startsWith("| `")).toList();
    assertThat(rows).isEqualTo(Presets.all().entrySet().stream().map(this::row).toList());
  }

  @Test
  void itsFirstExampleIsAGoodConfiguration(@TempDir Path folder) throws IOException {
    Matcher example = EXAMPLE.matcher(text);
    assertThat(example.find()).isTrue();
    Files.createDirectory(folder.resolve("secrets"));
    Configs.write(folder.resolve("secrets/ionos-tochterfirma"), "x");
    Configs.write(folder.resolve("secrets/smarthost"), "x");
    Path file = Configs.write(folder.resolve("postweiche.yaml"), example.group(1));
    Loaded loaded = ConfigFile.load(file, Map.of("IONOS_MEINEFIRMA", "x")::get);
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    assertThat(((Loaded.Good) loaded).warnings()).isEmpty();
  }

  private String row(Map.Entry<String, Preset> entry) {
    Preset p = entry.getValue();
    RelayLimits limits = p.limits();
    return "| `%s` | %s | `%s` | %d | %s | %s | %d | %s | %s | %s | %d |"
        .formatted(
            entry.getKey(),
            p.about(),
            p.host(),
            p.port(),
            p.tls().name().toLowerCase(Locale.ROOT),
            p.senders().name().toLowerCase(Locale.ROOT),
            limits.connections(),
            orNone(limits.perMinute()),
            orNone(limits.perHour()),
            limits.messageSize() / 1_000_000 + "MB",
            limits.recipients());
  }

  private static String orNone(int limit) {
    return limit == 0 ? "" : String.valueOf(limit);
  }

  private String between(String start, String end) {
    return text.substring(text.indexOf("\n" + start), text.indexOf("\n" + end));
  }
}
