package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Place;
import io.postweiche.broker.Queues;
import io.postweiche.broker.WaitingMail;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.retry.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What is done beside the routes to mail that waits in a queue, with its reports: one transaction
 * for each mail, whose events are told when it is committed.
 *
 * @param before sees what is to be stored
 */
public record Aside(
    WaitingMail waiting,
    Reports reports,
    Journal journal,
    FairShare shares,
    Consumer<List<Outgoing>> before) {
  /** A look ends after so many of a queue; the next one goes on. */
  private static final int MOST = 500;

  /** What becomes of a mail that was taken out of its queue. */
  interface Change {
    /** What to store; {@code events} gets what is to be told of it, in order. */
    List<Outgoing> of(Mail mail, List<MailEvent> events);
  }

  /**
   * Changes those that are wanted among the head of a queue.
   *
   * @param which {@link WaitingMail#UNTOLD} or {@link WaitingMail#ALL}
   * @param wanted is given the mail without its body
   */
  void look(String queue, String which, Predicate<Mail> wanted, Change change) throws IOException {
    for (MailId id : waiting.find(queue, which, wanted, MOST)) {
      List<MailEvent> events = new ArrayList<>();
      if (waiting.rewrite(queue, which, id, mail -> withEvents(change, mail, events))) {
        events.forEach(journal::tell); // it is committed now
      }
    }
  }

  private List<Outgoing> withEvents(Change change, Mail mail, List<MailEvent> events) {
    List<Outgoing> outgoing = new ArrayList<>(change.of(mail, events));
    before.accept(outgoing);
    events.forEach(event -> outgoing.add(new Outgoing.Event(event)));
    return outgoing;
  }

  /** The reports on a step, for a {@link Change}. */
  List<Outgoing> reported(Step step, Instant now, List<MailEvent> events) {
    List<Outgoing> outgoing = new ArrayList<>();
    for (Reports.Written report : reports.written(List.of(step), true, now)) {
      Mail written = report.way().mail();
      boolean dead = report.way() instanceof Step.Dead;
      Place place = place(report.way());
      String queue = place.queue();
      outgoing.add(new Outgoing.Stored(place, written, null));
      events.add(journal.event(EventType.ACCEPTED, written, dead ? null : queue, null));
      if (dead) {
        events.add(journal.event(EventType.DEAD, written, queue, written.journey().reason()));
      }
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
