package io.postweiche.migrate;

import java.util.ArrayList;
import java.util.List;

/** Writes {@code retry}: what Postfix was told about trying again. */
final class Retry {
  private static final long USUAL_GIVE_UP = 172_800; // 2d, seconds
  private static final long USUAL_FIRST = 60;

  private final Parameters parameters;
  private final Notes notes;
  private final List<String> keys = new ArrayList<>();

  Retry(Parameters parameters, Notes notes) {
    this.parameters = parameters;
    this.notes = notes;
  }

  void write(Yaml yaml) {
    long first = add("first", "minimal_backoff_time", 's', 1, Long.MAX_VALUE);
    add("max", "maximal_backoff_time", 's', Math.max(first, USUAL_FIRST), Long.MAX_VALUE);
    long giveUp = add("give-up-after", "maximal_queue_lifetime", 'd', 1, Long.MAX_VALUE);
    long age = giveUp > 0 ? giveUp : USUAL_GIVE_UP;
    if (parameters.isSet("delay_warning_time") && seconds("delay_warning_time", 'h') == 0) {
      keys.add("warn-after: " + Times.written(age)); // never
    } else {
      add("warn-after", "delay_warning_time", 'h', 1, age);
    }
    if (seconds("bounce_queue_lifetime", 'd') != (giveUp > 0 ? giveUp : 432_000)
        && parameters.isSet("bounce_queue_lifetime")) {
      notes.leftOut(
          parameters.place("bounce_queue_lifetime"),
          "bounce_queue_lifetime: reports wait as long as other mail (retry.give-up-after)");
    }
    if (!keys.isEmpty()) {
      yaml.line(0, "retry: {" + String.join(", ", keys) + "}").empty();
    }
  }

  private long add(String key, String parameter, char unit, long least, long most) {
    if (!parameters.isSet(parameter)) {
      return 0;
    }
    long seconds = seconds(parameter, unit);
    if (seconds < least || seconds > most) {
      notes.leftOut(
          parameters.place(parameter),
          parameter
              + ": '"
              + parameters.text(parameter)
              + "' is no time that retry."
              + key
              + " can have; see docs/configuring.md");
      return 0;
    }
    keys.add(key + ": " + Times.written(seconds));
    return seconds;
  }

  private long seconds(String parameter, char unit) {
    return Times.seconds(parameters.text(parameter), unit);
  }
}
