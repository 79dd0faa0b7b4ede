package io.postweiche.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.postweiche.cli.Cli.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A router that says 429: too many requests, or too many wrong logins. */
class SlowedTest {
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private String retryAfter = "0";
  private int refusals = 2;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aCommandIsSlowedAndNotFailed() {
    Result result = queues();
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(asked).hasValue(3);
  }

  @Test
  void theWaitAfterWrongLoginsIsTold() {
    retryAfter = "60";
    Result result = queues();
    assertThat(result.err()).contains("wait a minute");
    assertThat(result.code()).isEqualTo(1);
    assertThat(asked).hasValue(1);
  }

  @Test
  void itDoesNotAskForEver() {
    refusals = Integer.MAX_VALUE;
    assertThat(queues().code()).isEqualTo(1);
    assertThat(asked).hasValue(20);
  }

  private Result queues() {
    int port = server.getAddress().getPort();
    return new Cli().run("queues", "--json", "--url", "http://127.0.0.1:" + port);
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean refused = asked.incrementAndGet() <= refusals;
    String type = refused ? "application/problem+json" : "application/json";
    String body =
        refused
            ? "{\"type\":\"about:blank\",\"title\":\"x\",\"status\":429,\"detail\":\"wait a minute\"}"
            : "[]";
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Retry-After", retryAfter);
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(refused ? 429 : 200, octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }
}
