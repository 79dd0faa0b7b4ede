package io.postweiche.app;

import io.postweiche.app.log.LogSetup;
import io.postweiche.config.ConfigWatcher;
import io.postweiche.config.Fault;
import io.postweiche.config.Loaded;
import io.postweiche.config.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code postweiche run}: the router in the foreground until SIGTERM, SIGINT or a broken store. */
public final class RouterProcess {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");
  private static final int STORE_BROKEN = 70; // EX_SOFTWARE

  private final Path config;
  private final @Nullable Path data;
  private final boolean sandbox;
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile @Nullable Router running;
  private final AtomicInteger exit = new AtomicInteger();

  public RouterProcess(Path config, @Nullable Path data, boolean sandbox) {
    this.config = config;
    this.data = data;
    this.sandbox = sandbox;
  }

  /**
   * Runs until told to stop.
   *
   * @return 0 after a clean stop, 1 when the configuration or the start failed
   */
  public int run(PrintStream out, PrintStream err) {
    long began = System.nanoTime();
    try (ConfigWatcher watcher = new ConfigWatcher(config, System::getenv, this::apply)) {
      Loaded loaded = watcher.loaded();
      if (loaded instanceof Loaded.Bad bad) {
        bad.faults().forEach(err::println);
        return 1;
      }
      Loaded.Good good = (Loaded.Good) loaded;
      LogSetup.apply(good.settings().log());
      warn(good, err);
      return run(good.settings().with(data, sandbox), watcher, began, out);
    } catch (IOException e) {
      err.println("postweiche: " + e.getMessage());
      return 1;
    }
  }

  private int run(Settings settings, ConfigWatcher watcher, long began, PrintStream out)
      throws IOException {
    Clock clock = Clock.system(ZoneId.systemDefault());
    try (Router router = Router.start(settings, Home.find(), clock, this::storeBroken)) {
      running = router;
      Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
      watcher.start();
      Welcome.print(out, router, (System.nanoTime() - began) / 1_000_000);
      ServiceManager.ready(System.getenv("NOTIFY_SOCKET"));
      over.await();
      running = null; // a change noticed from here on would meet a router half closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      running = null;
      stopped.countDown();
    }
    return exit.get();
  }

  /**
   * The virtual machine waits for this hook: mail under way is brought to an end first. Java would
   * end a stop by signal with 143; an ordered stop is none of a fault, so the exit code is ours.
   */
  private void stop() {
    over.countDown();
    try {
      stopped.await();
      Runtime.getRuntime().halt(exit.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever reads the log as JSON must be able to read all of it. */
  private static void warn(Loaded.Good good, PrintStream err) {
    switch (good.settings().log()) {
      case TEXT -> good.warnings().forEach(err::println);
      case JSON -> good.warnings().forEach(warning -> LOG.warn("{}", warning));
    }
  }

  private void apply(Loaded changed) {
    Router router = running;
    if (router == null) {
      return;
    }
    if (changed instanceof Loaded.Bad bad) {
      report(bad.faults());
      router.refused(bad.faults().stream().map(Fault::toString).toList());
      return;
    }
    try {
      Settings settings = ((Loaded.Good) changed).settings().with(data, sandbox);
      LogSetup.apply(settings.log());
      router.reconfigure(settings);
    } catch (Exception e) {
      LOG.error("{}: not applied in full: {}", config, e.getMessage());
      router.refused(List.of(config + ": not applied in full: " + e.getMessage()));
    }
  }

  private static void report(List<Fault> faults) {
    faults.forEach(fault -> LOG.error("{}", fault));
    LOG.error("the configuration has {} faults; the old one stays in force", faults.size());
  }

  /** A failed disk sync is final (fsync failures, ATC 2020): nothing more may be acknowledged. */
  private void storeBroken() {
    LOG.error("the store can no longer be trusted (a write to the journal failed); stopping");
    Runtime.getRuntime().halt(STORE_BROKEN);
  }
}
