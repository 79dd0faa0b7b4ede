package io.postweiche.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, section 3.2, to the letter. */
class TraceContextTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN = "00f067aa0ba902b7";

  @Test
  void readsAndWritesWhatTheSpecificationShows() {
    String written = "00-" + TRACE + "-" + SPAN + "-01";
    assertThat(TraceContext.parse(written)).contains(new TraceContext(TRACE, SPAN, true));
    assertThat(TraceContext.parse(written).orElseThrow().traceparent()).isEqualTo(written);
    assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-02"))
        .contains(new TraceContext(TRACE, SPAN, false));
  }

  @Test
  void takesWhatItKnowsOfALaterVersion() {
    assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01-what-is.next"))
        .contains(new TraceContext(TRACE, SPAN, true));
    assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01")).isPresent();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "x",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-\r\nX: y"
      })
  void takesNothingElse(String traceparent) {
    assertThat(TraceContext.parse(traceparent)).isEmpty();
  }

  @Test
  void aLongOneIsNone() {
    String endless = "cc-" + TRACE + "-" + SPAN + "-01-" + "x".repeat(100_000);
    assertThat(TraceContext.parse(endless)).isEmpty();
  }
}
