package io.postweiche.core.limit;

/** Messages and recipients; as a limit, 0 stands for none. */
public record Count(int messages, int recipients) {
  public static final Count NONE = new Count(0, 0);
  public static final Count ONE = new Count(1, 1);

  Count plus(Count other) {
    return new Count(messages + other.messages, recipients + other.recipients);
  }

  Count minus(Count other) {
    return new Count(messages - other.messages, recipients - other.recipients);
  }

  /** The fuller of the two shares. */
  double shareOf(Count limit) {
    return Math.max(share(messages, limit.messages), share(recipients, limit.recipients));
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  boolean within(Count limit) {
    return (limit.messages == 0 || messages <= limit.messages)
        && (limit.recipients == 0 || recipients <= limit.recipients);
  }
}
