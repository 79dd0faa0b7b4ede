package io.postweiche.core.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Of which trace a mail is, as W3C Trace Context writes it in {@code traceparent}.
 *
 * @param traceId 32 hex digits, lower case, not all zero
 * @param spanId 16 of them: the step that the mail's next steps belong to
 * @param sampled whether somebody records this trace
 */
public record TraceContext(String traceId, String spanId, boolean sampled) {
  // W3C Trace Context, section 3.2: version-traceid-parentid-flags; a later version may say more
  private static final Pattern FORM =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-[!-~]*)?");

  private static final int LONGEST = 512;

  public TraceContext {
    if (!traceId.matches("(?!0{32})[0-9a-f]{32}") || !spanId.matches("(?!0{16})[0-9a-f]{16}")) {
      throw new IllegalArgumentException("no trace: " + traceId + "-" + spanId);
    }
  }

  /** Reads a {@code traceparent}; nothing when it is not exactly one. */
  public static Optional<TraceContext> parse(@Nullable String traceparent) {
    Matcher form =
        FORM.matcher(traceparent == null || traceparent.length() > LONGEST ? "" : traceparent);
    if (!form.matches() || (form.group(1).equals("00") && form.group(5) != null)) {
      return Optional.empty();
    }
    try {
      boolean sampled = (Integer.parseInt(form.group(4), 16) & 1) == 1;
      return Optional.of(new TraceContext(form.group(2), form.group(3), sampled));
    } catch (IllegalArgumentException e) { // an id of zeros is none
      return Optional.empty();
    }
  }

  /** As version 00 of {@code traceparent}. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
