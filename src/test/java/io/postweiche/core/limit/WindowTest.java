package io.postweiche.core.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of an account's limits. */
class WindowTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final Allowance ALLOWANCE =
      new Allowance(new Count(2, 0), new Count(10, 20), Count.NONE);

  @Test
  void onlyWhatIsLimitedIsTold() {
    Usage usage = Usage.NONE.take(ALLOWANCE, new Count(1, 7), NOW).usage();
    List<Window> windows = Window.of(ALLOWANCE, usage, NOW);
    assertThat(windows).extracting(Window::span).containsExactly(Span.MINUTE, Span.HOUR);
    assertThat(windows).extracting(Window::messagesLeft).containsExactly(1, 9);
    assertThat(windows).extracting(Window::recipientsLeft).containsExactly(null, 13);
    Instant later = NOW.plusSeconds(120);
    assertThat(Window.of(ALLOWANCE, usage, later))
        .extracting(Window::messagesLeft)
        .containsExactly(2, 9);
  }

  @Test
  void whatIsNotCountedYetIsNotKnown() {
    assertThat(Window.of(ALLOWANCE, null, NOW)).allMatch(window -> window.messagesLeft() == null);
    assertThat(Window.of(Allowance.UNLIMITED, null, NOW)).isEmpty();
  }

  @Test
  void moreThanAWholeLimitLeavesNothing() {
    Usage usage = Usage.NONE.take(ALLOWANCE, new Count(1, 50), NOW).usage();
    assertThat(Window.of(ALLOWANCE, usage, NOW).get(1).recipientsLeft()).isZero();
  }
}
