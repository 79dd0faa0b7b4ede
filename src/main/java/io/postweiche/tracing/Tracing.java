package io.postweiche.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.postweiche.config.TracingSettings;
import io.postweiche.core.mail.TraceContext;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Spans on their way to the collector that {@code tracing:} names. */
public final class Tracing implements Closeable {
  /** The SDK would tell of each failed request; {@link Outage} tells it once. */
  private static final Logger QUIET = Logger.getLogger("io.opentelemetry");

  private final boolean addresses;
  private final SpanQueue queue;
  private final SdkTracerProvider provider;
  private final Tracer tracer;

  /**
   * Begins to send; a collector that is away is told and not waited for.
   *
   * @param hostname of this router, as it greets relays
   */
  public Tracing(TracingSettings settings, String hostname) {
    QUIET.setLevel(Level.OFF);
    addresses = settings.addresses();
    queue = new SpanQueue(exporter(settings), settings.endpoint().toString());
    provider =
        SdkTracerProvider.builder()
            .setResource(Resource.create(self(hostname)))
            // an application's own decision counts: a trace with holes helps nobody
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.sample())))
            .addSpanProcessor(queue)
            .build();
    tracer = provider.get("io.postweiche");
  }

  /** Begins a step; without a parent it begins a trace. */
  public TracedStep begin(StepKind kind, @Nullable TraceContext parent, Instant at) {
    Span span =
        tracer
            .spanBuilder(kind.word())
            .setSpanKind(kind.span())
            .setParent(parent == null ? Context.root() : context(parent))
            .setStartTimestamp(at)
            .startSpan();
    return new TracedStep(span);
  }

  /** Whether senders and recipients may be told to the collector. */
  public boolean addresses() {
    return addresses;
  }

  /** Spans that the collector has taken. */
  public long sent() {
    return queue.sent();
  }

  /** Spans that are lost: the collector was away, or slower than they came. */
  public long dropped() {
    return queue.dropped();
  }

  @Override
  public void close() {
    provider.shutdown().join(1, TimeUnit.SECONDS);
  }

  private static Context context(TraceContext parent) {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            parent.traceId(),
            parent.spanId(),
            parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
            TraceState.getDefault());
    return Context.root().with(Span.wrap(remote));
  }

  private static Attributes self(String hostname) {
    String version = Tracing.class.getPackage().getImplementationVersion();
    return Attributes.builder()
        .put("service.name", "postweiche")
        .put("service.version", version == null ? "unknown" : version)
        .put("host.name", hostname)
        .build();
  }

  private static OtlpHttpSpanExporter exporter(TracingSettings settings) {
    OtlpHttpSpanExporterBuilder builder =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpoint().toString())
            .setConnectTimeout(Duration.ofSeconds(5))
            .setTimeout(Duration.ofSeconds(10));
    settings.headers().forEach((name, value) -> builder.addHeader(name, value.reveal()));
    return builder.build();
  }
}
