package io.postweiche.migrate;

/** Limits of a transport: connections, recipients, mails a minute. */
final class Paces {
  private static final int MOST_CONNECTIONS = 1000;
  private static final int MOST_RECIPIENTS = 10_000;

  private final Parameters parameters;
  private final Notes notes;

  Paces(Parameters parameters, Notes notes) {
    this.parameters = parameters;
    this.notes = notes;
  }

  Hop.Pace of(String transport) {
    String delay = named(transport, "destination_rate_delay");
    int perMinute = 0;
    if (!delay.isEmpty()) {
      long seconds = Times.seconds(parameters.text(delay), 's');
      perMinute = seconds <= 0 ? 0 : (int) Math.max(1, 60 / seconds);
      if (perMinute > 0) {
        notes.remark(
            parameters.place(delay),
            delay
                + ": a pause between mails became limits.per-minute: "
                + perMinute
                + "; mail goes out at once while there is room");
      }
    }
    return new Hop.Pace(
        number(named(transport, "destination_concurrency_limit"), MOST_CONNECTIONS),
        number(named(transport, "destination_recipient_limit"), MOST_RECIPIENTS),
        perMinute);
  }

  /** That of the transport, else the default for all; empty when neither is set. */
  private String named(String transport, String what) {
    String own = transport + "_" + what;
    String common = "default_" + what;
    return parameters.isSet(own) ? own : parameters.isSet(common) ? common : "";
  }

  private int number(String name, int most) {
    String text = name.isEmpty() ? "" : parameters.text(name);
    return text.matches("\\d{1,9}") ? Math.min(Integer.parseInt(text), most) : 0;
  }
}
