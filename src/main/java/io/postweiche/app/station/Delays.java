package io.postweiche.app.station;

import static io.postweiche.broker.WaitingMail.UNTOLD;

import io.postweiche.broker.Outgoing;
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
import java.util.function.Supplier;

/**
 * Tells the senders of mail that has lain in a relay's queue for {@code warn-after}. The mail comes
 * to the end of its queue again, saying that it was told of, in the transaction of the report.
 */
public record Delays(Aside aside, Supplier<Tables> tables, Clock clock) {
  /** Looks through the head of one queue of a relay. */
  public void tell(RelayId relay, String queue) throws IOException {
    RetryPolicy policy = tables.get().settings().retry();
    Instant now = Instant.now(clock);
    aside.look(
        queue,
        UNTOLD,
        mail -> Patience.delayDue(mail, policy, now),
        (mail, events) -> told(mail, relay, queue, now, events));
  }

  private List<Outgoing> told(
      Mail mail, RelayId relay, String here, Instant now, List<MailEvent> events) {
    Mail noted = Reports.noted(mail, now);
    List<Outgoing> outgoing = new ArrayList<>();
    outgoing.add(new Outgoing.Stored(here, noted, null));
    outgoing.addAll(aside.reported(new Step.Onward(noted, relay), now, events));
    return outgoing;
  }
}
