package io.postweiche.config;

import io.postweiche.core.retry.RetryPolicy;
import java.time.Duration;

/** Reads {@code retry:}. */
final class RetryReader {
  private RetryReader() {}

  static RetryPolicy read(Section section) {
    RetryPolicy usual = RetryPolicy.DEFAULT;
    Duration first = section.read("first", usual.first(), Durations::positive);
    // a default follows a written neighbour that it would contradict
    Duration max = section.read("max", longer(usual.max(), first), Durations::positive);
    Duration giveUp = section.read("give-up-after", usual.giveUpAfter(), Durations::positive);
    Duration warn = section.read("warn-after", shorter(usual.warnAfter(), giveUp), Durations::of);
    RetryPolicy policy =
        new RetryPolicy(
            first,
            section.read("factor", usual.factor(), Scalars::factor),
            max,
            section.read("jitter", usual.jitter(), Scalars::percent),
            giveUp,
            warn,
            section.read("failover-after", usual.failoverAfter(), Durations::of),
            section.read("remember-refusal", usual.rememberRefusal(), Durations::of));
    section.refuseOthers();
    if (max.compareTo(first) < 0) {
      section.refuse("max", "'max' is shorter than 'first'");
    }
    if (warn.compareTo(giveUp) > 0) {
      section.refuse("warn-after", "'warn-after' is longer than 'give-up-after'");
    }
    return policy;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
