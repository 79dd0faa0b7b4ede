package io.postweiche.tracing;

import io.opentelemetry.api.trace.SpanKind;
import java.util.Locale;

/** The steps that become spans; their names are the constants in lower case. */
public enum StepKind {
  ACCEPT(SpanKind.CONSUMER),
  DECIDE(SpanKind.INTERNAL),
  DELIVER(SpanKind.CLIENT),
  REPORT(SpanKind.INTERNAL);

  private final SpanKind span;

  StepKind(SpanKind span) {
    this.span = span;
  }

  SpanKind span() {
    return span;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
