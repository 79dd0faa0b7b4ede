package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Place;
import io.postweiche.broker.Queues;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.retry.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reports on mail that no route moves, with their events told by whoever commits. */
public record ReportsAside(Reports reports, Journal journal, FairShare shares) {
  /**
   * What to store.
   *
   * @param events gets what is to be told of it, in order
   */
  List<Outgoing> on(Step step, Instant now, List<MailEvent> events) {
    List<Outgoing> outgoing = new ArrayList<>();
    for (Reports.Written report : reports.written(List.of(step), true, now)) {
      Mail written = report.way().mail();
      boolean dead = report.way() instanceof Step.Dead;
      Place place = place(report.way());
      String queue = place.queue();
      outgoing.add(new Outgoing.Stored(place, written, null));
      events.add(
          journal.event(
              dead ? EventType.DEAD : EventType.ACCEPTED,
              written,
              queue,
              written.journey().reason()));
      events.add(journal.event(EventType.REPORTED, report.about(), queue, report.what()));
    }
    return outgoing;
  }

  private Place place(Step way) {
    return way instanceof Step.Onward onward
        ? shares.join(onward.relay(), onward.mail())
        : new Place(Queues.of(((Step.Dead) way).reason()), false);
  }
}
