package io.postweiche.core.limit;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An allowance that grows with the account's age (IONOS: 50, 100, 400 messages an hour, then 500).
 *
 * @param since the day the account was made
 * @param steps in the order of their days
 */
public record Growth(LocalDate since, List<Step> steps) {
  /** Until so many days after the account was made, so many messages an hour. */
  public record Step(int days, int perHour) {}

  public Growth {
    steps = List.copyOf(steps);
  }

  /** The messages an hour on that day; {@code settled} for an account past all steps. */
  public int perHour(LocalDate today, int settled) {
    long age = ChronoUnit.DAYS.between(since, today);
    return steps.stream()
        .filter(step -> age < step.days())
        .mapToInt(Step::perHour)
        .findFirst()
        .orElse(settled);
  }
}
