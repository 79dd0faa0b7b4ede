package io.postweiche.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Runs the router until it is told to stop. */
@FunctionalInterface
public interface RouterLauncher {
  /**
   * Comes back when the router has ended.
   *
   * @param data instead of the configuration's own data folder
   * @param sandbox contact no relay, whatever the configuration says
   * @return the exit code
   */
  int run(Path config, @Nullable Path data, boolean sandbox);
}
