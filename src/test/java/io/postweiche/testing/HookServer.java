package io.postweiche.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server that alerts are posted to, on loopback; it keeps what it got. */
public final class HookServer implements AutoCloseable {
  /** A request, its body as UTF-8. */
  public record Got(String path, String signature, String type, String body) {}

  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String scheme;
  private volatile int status = 204;
  private volatile String location;
  private volatile boolean silent;

  private HookServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static HookServer http() throws IOException {
    return http(0);
  }

  public static HookServer http(int port) throws IOException {
    return new HookServer(HttpServer.create(address(port), 50), "http");
  }

  public static HookServer https(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(address(0), 50);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return new HookServer(server, "https");
  }

  /** From now on it answers this. */
  public HookServer answers(int code) {
    status = code;
    return this;
  }

  public void redirectsTo(String url) {
    status = 307;
    location = url;
  }

  /** Takes requests and says nothing to them. */
  public void fallsSilent() {
    silent = true;
  }

  public List<Got> got() {
    return List.copyOf(got);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return scheme + "://localhost:" + port() + "/hook";
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), "UTF-8");
    got.add(
        new Got(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("X-Postweiche-Signature"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            body));
    if (silent) {
      return;
    }
    if (location != null) {
      exchange.getResponseHeaders().set("Location", location);
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static InetSocketAddress address(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
