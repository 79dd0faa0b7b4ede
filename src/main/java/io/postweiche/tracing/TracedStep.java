package io.postweiche.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.postweiche.core.mail.TraceContext;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step that has begun. What is told of it is dropped when its trace is not sampled. */
public final class TracedStep {
  private static final String OURS = "postweiche.";

  private final Span span;

  TracedStep(Span span) {
    this.span = span;
  }

  /** What later steps name as theirs. */
  public TraceContext context() {
    SpanContext context = span.getSpanContext();
    return new TraceContext(context.getTraceId(), context.getSpanId(), context.isSampled());
  }

  /** Tells a property of the step, unless it has none; {@code key} without our prefix. */
  public TracedStep with(String key, @Nullable String value) {
    if (value != null) {
      span.setAttribute(OURS + key, value);
    }
    return this;
  }

  public TracedStep with(String key, long value) {
    span.setAttribute(OURS + key, value);
    return this;
  }

  public TracedStep with(String key, List<String> values) {
    span.setAttribute(AttributeKey.stringArrayKey(OURS + key), values);
    return this;
  }

  /** The step did not do what it was for. */
  public TracedStep failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
    return this;
  }

  /** One of several outcomes of the step. */
  public TracedStep outcome(String verdict, String stage, long code, long recipients) {
    span.addEvent(
        "outcome",
        Attributes.builder()
            .put(OURS + "verdict", verdict)
            .put(OURS + "stage", stage)
            .put(OURS + "reply.code", code)
            .put(OURS + "recipients.count", recipients)
            .build());
    return this;
  }

  public void end(Instant at) {
    span.end(at);
  }
}
