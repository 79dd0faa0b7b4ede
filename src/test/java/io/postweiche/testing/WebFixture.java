package io.postweiche.testing;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.app.operating.AuditTrail;
import io.postweiche.app.operating.LiveEvents;
import io.postweiche.app.operating.RecentStories;
import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.ConsoleUser;
import io.postweiche.config.HostPort;
import io.postweiche.config.PasswordHash;
import io.postweiche.config.Role;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.spool.Spool;
import io.postweiche.web.Ports;
import io.postweiche.web.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A running web server over {@link MemoryOperations}, and a plain client of it. */
public final class WebFixture implements Closeable {
  public final MemoryOperations operations = MemoryOperations.withTwoLetters();
  public final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  public final RecentStories stories = new RecentStories();
  public final LiveEvents events = new LiveEvents();

  /** How many have begun to listen to the events. */
  public final AtomicInteger listeners = new AtomicInteger();

  public final AuditTrail audit;
  public final URI url;
  public final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  public WebFixture(Path spool) throws IOException {
    this(spool, "127.0.0.1:0", Map.of());
  }

  public WebFixture(Path folder, String address, Map<String, PasswordHash> users)
      throws IOException {
    this(folder, new ConsoleSettings(HostPort.of(address), operators(users), Map.of()));
  }

  public WebFixture(Path folder, ConsoleSettings settings) throws IOException {
    Spool spool = new Spool(folder.resolve("spool"));
    spool.open();
    audit = AuditTrail.open(folder);
    Ports ports = new Ports(operations, stories, this::listen, audit, new MemoryRules());
    server = new WebServer(settings, ports, metrics, spool);
    url = URI.create("http://127.0.0.1:" + server.start().getPort());
  }

  private Closeable listen(Consumer<MailEvent> listener) {
    Closeable subscription = events.subscribe(listener);
    listeners.incrementAndGet();
    return subscription;
  }

  private static Map<String, ConsoleUser> operators(Map<String, PasswordHash> users) {
    return users.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, user -> new ConsoleUser(user.getValue(), Role.OPERATE)));
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  public HttpResponse<String> post(String path, String type, String body, String... headers) {
    return send(
        request(path, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> postJson(String path, String body, String... headers) {
    return post("/api/v1" + path, "application/json", body, headers);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(20));
    return headers.length == 0 ? request : request.headers(headers);
  }

  @Override
  public void close() {
    server.close();
    try {
      audit.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
