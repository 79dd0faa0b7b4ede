package io.postweiche.app;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the router is ready ({@code Type=notify}, sd_notify(3)). Its socket takes
 * datagrams, which Java cannot send over a Unix socket, so systemd's own program does it.
 */
final class ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.router");
  private static final List<String> READY = List.of("systemd-notify", "--ready");
  private static final long PATIENCE_SECONDS = 20;

  private ServiceManager() {}

  /**
   * Does nothing where nobody waits for it. A failure is a warning: the router serves already.
   *
   * @param socket the environment variable {@code NOTIFY_SOCKET}
   */
  static void ready(@Nullable String socket) {
    if (socket == null || socket.isEmpty()) {
      return;
    }
    try {
      Process program = new ProcessBuilder(READY).inheritIO().start();
      if (!program.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        program.destroyForcibly();
        LOG.warn("systemd did not take notice that the router is ready");
      } else if (program.exitValue() != 0) {
        LOG.warn("systemd-notify ended with {}; systemd still waits", program.exitValue());
      }
    } catch (IOException e) {
      LOG.warn("systemd is not told that the router is ready: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
