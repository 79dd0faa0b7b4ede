package io.postweiche.config;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatcherTest {
  private static final Duration INTERVAL = Duration.ofMillis(40);

  @TempDir Path folder;

  private final BlockingQueue<Loaded> told = new LinkedBlockingQueue<>();
  private final List<ConfigWatcher> watchers = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    watchers.forEach(ConfigWatcher::close);
  }

  @Test
  void tellsAGoodChangeAndABadOne() throws Exception {
    Path file = file();
    watch(file, told::add);
    replace(file, config("zwei.de", "x"));
    assertThat(host(next())).isEqualTo("zwei.de");
    replace(file, "relays: {");
    assertThat(next()).isInstanceOf(Loaded.Bad.class);
    Files.delete(file);
    assertThat(((Loaded.Bad) next()).faults().toString()).contains("there is no such file");
    replace(file, config("drei.de", "x"));
    assertThat(host(next())).isEqualTo("drei.de");
  }

  @Test
  void tellsAFileReplacedByRenaming() throws Exception {
    Path file = file();
    watch(file, told::add);
    Path other = Configs.write(folder.resolve(".postweiche.yaml.swp"), config("zwei.de", "x"));
    Files.move(other, file, ATOMIC_MOVE, REPLACE_EXISTING);
    assertThat(host(next())).isEqualTo("zwei.de");
  }

  @Test
  void tellsASwappedSymlinkAsOfKubernetes() throws Exception {
    Path one = Files.createDirectory(folder.resolve("..1"));
    Path two = Files.createDirectory(folder.resolve("..2"));
    Configs.write(one.resolve("postweiche.yaml"), config("eins.de", "x"));
    Configs.write(two.resolve("postweiche.yaml"), config("zwei.de", "x"));
    Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
    Path file =
        Files.createSymbolicLink(
            folder.resolve("postweiche.yaml"), Path.of("..data", "postweiche.yaml"));
    watch(file, told::add);
    Path swap = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
    Files.move(swap, data, ATOMIC_MOVE, REPLACE_EXISTING);
    assertThat(host(next())).isEqualTo("zwei.de");
  }

  @Test
  void tellsAChangedSecretAndOneThatComesLate() throws Exception {
    Path secret = Configs.write(folder.resolve("secret"), "alt");
    Path file = Configs.write(folder.resolve("postweiche.yaml"), config("a.de", "${file:secret}"));
    watch(file, told::add);
    replace(secret, "neu\n");
    assertThat(password(next())).isEqualTo("neu");
    replace(file, config("a.de", "${file:later}"));
    assertThat(next()).isInstanceOf(Loaded.Bad.class);
    replace(folder.resolve("later"), "da");
    assertThat(password(next())).isEqualTo("da");
  }

  @Test
  void tellsNothingOfIdenticalContent() throws Exception {
    Path file = file();
    ConfigWatcher watcher = make(file, told::add);
    Configs.write(file, Files.readString(file));
    watcher.look();
    watcher.look();
    Configs.write(file, "relays: {"); // and back before two looks agreed on it
    watcher.look();
    Configs.write(file, config("eins.de", "x"));
    watcher.look();
    watcher.look();
    assertThat(told).isEmpty();
  }

  @Test
  void tellsAFileWrittenInPiecesOnce() throws Exception {
    Path file = file();
    ConfigWatcher watcher = make(file, told::add);
    String whole = config("zwei.de", "x");
    for (int length = 0; length <= whole.length(); length += 10) {
      Configs.write(file, whole.substring(0, length));
      watcher.look();
    }
    Configs.write(file, whole);
    watcher.look();
    assertThat(told).isEmpty();
    watcher.look();
    watcher.look();
    assertThat(told).hasSize(1);
    assertThat(host(next())).isEqualTo("zwei.de");
  }

  @Test
  void outlivesAConsumerThatThrows() throws Exception {
    Path file = file();
    watch(
        file,
        loaded -> {
          told.add(loaded);
          if (host(loaded).equals("zwei.de")) {
            throw new IllegalStateException("on purpose");
          }
          if (host(loaded).equals("drei.de")) {
            throw new AssertionError("on purpose");
          }
        });
    for (String host : List.of("zwei.de", "drei.de", "vier.de")) {
      replace(file, config(host, "x"));
      assertThat(host(next())).isEqualTo(host);
    }
  }

  @Test
  void tellsAChangeBetweenItsMakingAndItsStart() throws Exception {
    Path file = file();
    ConfigWatcher watcher = make(file, told::add);
    replace(file, config("zwei.de", "x"));
    watcher.start();
    assertThat(host(next())).isEqualTo("zwei.de");
  }

  @Test
  void tellsNothingOnceClosed() throws Exception {
    Path file = file();
    watch(file, told::add).close();
    replace(file, config("zwei.de", "x"));
    assertThat(told.poll(INTERVAL.toMillis() * 5, TimeUnit.MILLISECONDS)).isNull();
  }

  private ConfigWatcher watch(Path file, Consumer<Loaded> consumer) {
    ConfigWatcher watcher = make(file, consumer);
    watcher.start();
    return watcher;
  }

  private ConfigWatcher make(Path file, Consumer<Loaded> consumer) {
    var watcher = new ConfigWatcher(file, TestEnv::get, consumer, INTERVAL);
    watchers.add(watcher);
    return watcher;
  }

  /** At once, so that no look sees half of it however slow the machine is. */
  private static void replace(Path file, String text) throws IOException {
    Path whole = Configs.write(file.resolveSibling("whole"), text);
    Files.move(whole, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private Path file() throws IOException {
    return Configs.write(folder.resolve("postweiche.yaml"), config("eins.de", "x"));
  }

  private Loaded next() throws InterruptedException {
    Loaded loaded = told.poll(10, TimeUnit.SECONDS);
    assertThat(loaded).as("told within ten seconds").isNotNull();
    return loaded;
  }

  private static String config(String host, String password) {
    return """
    relays: {one: {host: %s, username: u, password: "%s"}}
    senders: {"*": one}
    """
        .formatted(host, password);
  }

  private static String host(Loaded loaded) {
    return relay(loaded).host();
  }

  private static String password(Loaded loaded) {
    return relay(loaded).password().reveal();
  }

  private static RelaySettings relay(Loaded loaded) {
    assertThat(loaded).isInstanceOf(Loaded.Good.class);
    return ((Loaded.Good) loaded).settings().relays().values().iterator().next();
  }
}
