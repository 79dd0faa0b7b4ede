package io.postweiche.config;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells when the configuration file, or a secret or certificate that it names, has changed.
 *
 * <p>Looks at contents again and again instead of waiting for events of the file system: an editor
 * that replaces the file by renaming, a Kubernetes volume that swaps a symlink and a network drive
 * that sends no events then all look alike. A change counts once two looks in a row agree, so a
 * half-written file is not told.
 */
public final class ConfigWatcher implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);

  private final Path file;
  private final Function<String, @Nullable String> env;
  private final Consumer<Loaded> onChange;
  private final Duration interval;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ConfigWatcher::daemon);
  private volatile Loaded loaded;
  private Map<Path, String> told;
  private Map<Path, String> before;

  /** Looks each second. */
  public ConfigWatcher(
      Path file, Function<String, @Nullable String> env, Consumer<Loaded> onChange) {
    this(file, env, onChange, Duration.ofSeconds(1));
  }

  /**
   * Reads the files as they are now, see {@link #loaded}: no change falls between that and the
   * first look.
   *
   * @param onChange called on the watcher's thread with what the new content gave
   */
  public ConfigWatcher(
      Path file,
      Function<String, @Nullable String> env,
      Consumer<Loaded> onChange,
      Duration interval) {
    this.file = file;
    this.env = env;
    this.onChange = onChange;
    this.interval = interval;
    ConfigFile.Read read = ConfigFile.read(file, env);
    this.loaded = read.loaded();
    this.told = read.sources();
    this.before = told;
  }

  /** What the files gave when they were last read. */
  public Loaded loaded() {
    return loaded;
  }

  public void start() {
    long millis = interval.toMillis();
    var unused = thread.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** One look at the files; what {@link #start} does again and again. */
  void look() {
    Map<Path, String> now = Sources.now(told.keySet());
    boolean settled = now.equals(before);
    before = now;
    if (!settled || now.equals(told)) {
      return;
    }
    ConfigFile.Read read = ConfigFile.read(file, env);
    loaded = read.loaded();
    told = read.sources();
    before = told;
    tell(loaded);
  }

  private void tell(Loaded loaded) {
    try {
      onChange.accept(loaded);
    } catch (RuntimeException | Error e) { // anything thrown would end the looking for good
      LOG.error("The changed configuration {} could not be applied", file, e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "config-watcher");
    thread.setDaemon(true);
    return thread;
  }
}
