package io.postweiche.app.station;

import static io.postweiche.broker.WaitingMail.ALL;

import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Queues;
import io.postweiche.broker.WaitingMail;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.retry.Patience;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.retry.Step;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives up mail whose time ends while it waits behind a relay that stands still, as a failed
 * attempt would have done, had there been one.
 */
public final class Overdue {
  /** A look ends after so many of a queue; the next one goes on. */
  private static final int MOST = 500;

  private final WaitingMail waiting;
  private final ReportsAside aside;
  private final Journal journal;
  private final FairShare shares;
  private final Supplier<Tables> tables;
  private final Clock clock;

  public Overdue(
      WaitingMail waiting,
      ReportsAside aside,
      Journal journal,
      FairShare shares,
      Supplier<Tables> tables,
      Clock clock) {
    this.waiting = waiting;
    this.aside = aside;
    this.journal = journal;
    this.shares = shares;
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * Looks through the head of one queue of a relay.
   *
   * @param standsStill why the relay is not asked; null when an operator stopped it, who then only
   *     loses what is of no use any more
   */
  public void giveUp(RelayId relay, String queue, @Nullable String standsStill) throws IOException {
    RetryPolicy policy = tables.get().settings().retry();
    Instant now = Instant.now(clock);
    List<MailId> found =
        waiting.find(
            queue, ALL, mail -> Patience.overdue(mail, policy, standsStill, now).isPresent(), MOST);
    for (MailId id : found) {
      List<MailEvent> events = new ArrayList<>();
      boolean there =
          waiting.rewrite(
              queue,
              ALL,
              id,
              mail ->
                  Patience.overdue(mail, policy, standsStill, now)
                      .map(dead -> dead(relay, dead, now, events))
                      .orElseGet(() -> List.of(new Outgoing.Stored(queue, mail, null))));
      if (there) {
        events.forEach(journal::tell); // it is committed now
      }
    }
  }

  private List<Outgoing> dead(RelayId relay, Step.Dead dead, Instant now, List<MailEvent> events) {
    Mail mail = dead.mail();
    String to = Queues.of(dead.reason());
    MailEvent event =
        journal
            .event(EventType.DEAD, mail, to, mail.journey().reason())
            .withPossibleDuplicate(mail.journey().mayHaveArrived());
    events.add(event);
    shares.left(relay, mail);
    List<Outgoing> outgoing = new ArrayList<>();
    outgoing.add(new Outgoing.Stored(to, mail, null));
    Journal.answer(event, mail).ifPresent(outgoing::add);
    outgoing.addAll(aside.on(dead, now, events));
    events.forEach(each -> outgoing.add(new Outgoing.Event(each)));
    return outgoing;
  }
}
