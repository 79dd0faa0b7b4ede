package io.postweiche.core.limit;

/** What an account may send in any window of these lengths. */
public record Allowance(Count perMinute, Count perHour, Count perDay) {
  public static final Allowance UNLIMITED = new Allowance(Count.NONE, Count.NONE, Count.NONE);

  /** Messages alone; 0 for no limit. */
  public static Allowance ofMessages(int perMinute, int perHour) {
    return new Allowance(new Count(perMinute, 0), new Count(perHour, 0), Count.NONE);
  }

  public boolean limited() {
    return !equals(UNLIMITED);
  }

  public Allowance withMessagesPerHour(int messages) {
    return new Allowance(perMinute, new Count(messages, perHour.recipients()), perDay);
  }

  /** Of one window. */
  public Count of(Span span) {
    return switch (span) {
      case MINUTE -> perMinute;
      case HOUR -> perHour;
      case DAY -> perDay;
    };
  }
}
