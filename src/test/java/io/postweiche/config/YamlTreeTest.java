package io.postweiche.config;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to exhaust the reader, or just odd. */
class YamlTreeTest {
  private static final String GOOD = "relays: {one: {host: h.de}}\nsenders: {\"*\": one}\n";

  @TempDir Path folder;

  @Test
  void refusesAFileOverThreeMegabytes() {
    Path file = write(GOOD + "#".repeat(3_000_000));
    assertThat(Configs.faults(file))
        .containsExactly("cannot read the file: it is larger than 3 MB");
  }

  @Test
  void readsAFileJustBelowThem() {
    int rest = 3_000_000 - GOOD.length();
    String comments = ("#" + "x".repeat(98) + "\n").repeat(rest / 100);
    assertThat(Configs.faults(write(GOOD + comments))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "- ", "? ", "{a: ", "[\"\\", "!!x ", "&a ", "'"})
  void isDoneQuicklyWithAMegabyteOfAnything(String piece) {
    Path file = write("a: " + piece.repeat(1_000_000 / piece.length()));
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(Configs.faults(file)).isNotEmpty());
  }

  @Test
  void isDoneQuicklyWithALongListBehindEveryAlias() {
    Path file = write("a: &a [" + "x,".repeat(400_000) + "x]\nsenders: {a.de: *a, b.de: *a}\n");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(Configs.faults(file))
                .containsExactly("the aliases up to here stand for more than 10000 values"));
  }

  @Test
  void isDoneQuicklyWithThousandsOfUnknownKeys() {
    String keys = IntStream.range(0, 20_000).mapToObj(i -> "k" + i + ": 1\n").collect(joining());
    Path file = write(keys);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(Configs.faults(file)).hasSize(20_002));
  }

  @Test
  void aLongTableIsReadQuickly() {
    String lines =
        IntStream.range(0, 10_000).mapToObj(i -> "  d" + i + ".de: one\n").collect(joining());
    Path file = write("relays: {one: {host: h.de}}\nsenders:\n  \"*\": one\n" + lines);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(Configs.faults(file)).isEmpty());
  }

  @Test
  void anAnchorCannotHoldItself() {
    assertThat(Configs.faults(write("relays: &a {one: *a}\n"))).containsExactly(YamlGuard.NO_ALIAS);
  }

  @Test
  void aByteOrderMarkIsNoFault() {
    assertThat(Configs.faults(write("\uFEFF" + GOOD))).isEmpty();
  }

  @Test
  void aDirectoryIsNoFile() {
    assertThat(Configs.faults(folder)).containsExactly("cannot read the file: it is a directory");
  }

  private Path write(String text) {
    return Configs.write(folder.resolve("postweiche.yaml"), text);
  }
}
