package io.postweiche.app.station;

import static io.postweiche.broker.WaitingMail.ALL;

import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Queues;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.retry.Patience;
import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.retry.Step;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives up mail whose time ends while it waits behind a relay that stands still, as a failed
 * attempt would have done, had there been one.
 */
public record Overdue(Aside aside, Supplier<Tables> tables, Clock clock) {
  /**
   * Looks through the head of one queue of a relay.
   *
   * @param standsStill why the relay is not asked; null when an operator stopped it, who then only
   *     loses what is of no use any more
   */
  public void giveUp(RelayId relay, String queue, @Nullable String standsStill) throws IOException {
    RetryPolicy policy = tables.get().settings().retry();
    Instant now = Instant.now(clock);
    Function<Mail, Optional<Step.Dead>> end =
        mail -> Patience.overdue(mail, policy, standsStill, now);
    aside.look(
        queue,
        ALL,
        mail -> end.apply(mail).isPresent(),
        (mail, events) ->
            end.apply(mail)
                .map(dead -> dead(relay, dead, now, events))
                .orElseGet(() -> List.of(new Outgoing.Stored(queue, mail, null))));
  }

  private List<Outgoing> dead(RelayId relay, Step.Dead dead, Instant now, List<MailEvent> events) {
    Mail mail = dead.mail();
    String to = Queues.of(dead.reason());
    MailEvent event =
        aside
            .journal()
            .event(EventType.DEAD, mail, to, mail.journey().reason())
            .withPossibleDuplicate(mail.journey().mayHaveArrived());
    events.add(event);
    aside.shares().left(relay, mail);
    List<Outgoing> outgoing = new ArrayList<>();
    outgoing.add(new Outgoing.Stored(to, mail, null));
    Journal.answer(event, mail).ifPresent(outgoing::add);
    outgoing.addAll(aside.reported(dead, now, events));
    return outgoing;
  }
}
