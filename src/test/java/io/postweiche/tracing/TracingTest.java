package io.postweiche.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.postweiche.config.Secret;
import io.postweiche.config.TracingSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What becomes of spans when a collector refuses them, or is slower than they come. */
class TracingTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("postweiche.tracing");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private HttpServer server;
  private volatile int status = 200;
  private volatile boolean gated;

  @BeforeEach
  void listen() throws IOException {
    log.start();
    logger.addAppender(log);
    logger.setLevel(Level.INFO);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          if (gated) {
            awaitGate();
          }
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    gate.countDown();
    server.stop(0);
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void aRefusalIsToldOnceAndSoIsItsEnd() {
    status = 401;
    try (Tracing tracing = new Tracing(settings(), "relay.meinefirma.de")) {
      for (int n = 1; n <= 3; n++) {
        int soMany = n;
        one(tracing);
        await().until(() -> tracing.dropped() == soMany);
      }
      status = 200;
      one(tracing);
      await().until(() -> tracing.sent() == 1);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(2)
        .noneMatch(line -> line.contains("geheim"))
        .satisfies(
            lines -> {
              assertThat(lines.get(0))
                  .contains("takes no traces (HTTP status 401)", "mail goes on");
              assertThat(lines.get(1)).contains("takes traces again; 3 spans were dropped so far");
            });
  }

  @Test
  void whoEndsASpanNeverWaitsAndWhatFindsNoRoomIsCounted() {
    gated = true;
    try (Tracing tracing = new Tracing(settings(), "relay.meinefirma.de")) {
      long began = System.nanoTime();
      for (int n = 0; n < 20_000; n++) {
        one(tracing);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      // one batch may be on its way
      assertThat(tracing.dropped()).isBetween(20_000L - 10_000 - 512, 20_000L - 10_000);
      gate.countDown();
      await().until(() -> tracing.sent() + tracing.dropped() == 20_000);
      assertThat(tracing.sent()).isGreaterThanOrEqualTo(10_000);
    }
  }

  private static void one(Tracing tracing) {
    tracing.begin(StepKind.ACCEPT, null, Instant.now()).with("mail.id", "x").end(Instant.now());
  }

  private TracingSettings settings() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    return new TracingSettings(endpoint, 1, false, Map.of("x-token", new Secret("geheim")));
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
