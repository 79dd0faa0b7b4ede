package io.postweiche.testing;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Takes OTLP over HTTP in protobuf, as a collector does, and keeps what it was told. */
public final class Collector implements AutoCloseable {
  private final HttpServer server;
  private final List<Told> spans = new CopyOnWriteArrayList<>();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final StringBuffer everything = new StringBuffer();

  /** A span, as far as tests look at it; {@code parent} is empty for none. */
  public record Told(
      String name,
      String trace,
      String id,
      String parent,
      boolean error,
      long nanos,
      Map<String, String> attributes) {}

  private Collector(HttpServer server) {
    this.server = server;
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  public static Collector start() throws IOException {
    return start(0);
  }

  public static Collector start(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new Collector(HttpServer.create(address, 0));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public List<Told> spans() {
    return List.copyOf(spans);
  }

  public List<Told> spans(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  /** The header {@code x-token} of each request. */
  public List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** All that it was ever sent, octet by octet. */
  public String everything() {
    return everything.toString();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    everything.append(new String(body, StandardCharsets.ISO_8859_1));
    tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-token")));
    ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .map(Collector::told)
        .forEach(spans::add);
    exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Told told(Span span) {
    return new Told(
        span.getName(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getStatus().getCodeValue() == 2,
        span.getEndTimeUnixNano() - span.getStartTimeUnixNano(),
        span.getAttributesList().stream()
            .collect(Collectors.toMap(KeyValue::getKey, Collector::value)));
  }

  private static String value(KeyValue attribute) {
    return attribute.getValue().hasStringValue()
        ? attribute.getValue().getStringValue()
        : attribute.getValue().hasIntValue()
            ? String.valueOf(attribute.getValue().getIntValue())
            : attribute.getValue().toString();
  }

  private static String hex(ByteString octets) {
    return HexFormat.of().formatHex(octets.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
