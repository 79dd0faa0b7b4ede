package io.postweiche.app.station;

import io.postweiche.broker.Queues;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.routing.RelayId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Which of a relay's two queues a mail joins: a sender domain that has many mails waiting there
 * already goes on in the second one, so that its crowd does not stand in front of everybody else.
 * Both are served at the same time.
 *
 * <p>The counts are of this router and of this run, and so is their accuracy: after a restart, or
 * with several routers, a crowd is noticed later, which costs others at most that many mails more.
 */
public final class FairShare {
  /** How many mails of one domain may wait for a relay before the rest makes room for others. */
  public static final int CROWD = 1_000;

  private final Map<Line, Integer> waiting = new ConcurrentHashMap<>();

  private record Line(RelayId relay, @Nullable Domain domain) {}

  /** The queue for a mail that is stored outside an exchange. */
  public String join(RelayId relay, Mail mail) {
    int before = waiting.merge(line(relay, mail), 1, Integer::sum) - 1;
    return before < CROWD ? Queues.of(relay) : Queues.bulk(relay);
  }

  /** The queue for a mail that is stored by this exchange. */
  public String join(RelayId relay, Mail mail, Exchange exchange) {
    afterwards(exchange, null, () -> leave(line(relay, mail)));
    return join(relay, mail);
  }

  /** The mail came out of its relay's queue, for good when the exchange ends well. */
  void left(Mail mail, Exchange exchange) {
    RelayId relay = mail.journey().relay();
    if (relay != null) {
      afterwards(exchange, () -> leave(line(relay, mail)), null);
    }
  }

  /** Nothing waits for that relay: whatever was counted wrongly ends here. */
  public void none(RelayId relay) {
    waiting.keySet().removeIf(line -> line.relay().equals(relay));
  }

  private void leave(Line line) {
    waiting.computeIfPresent(line, (key, count) -> count <= 1 ? null : count - 1);
  }

  private static Line line(RelayId relay, Mail mail) {
    return new Line(relay, mail.envelope().sender().domain());
  }

  private static void afterwards(
      Exchange exchange, @Nullable Runnable committed, @Nullable Runnable rolledBack) {
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onComplete(Exchange done) {
                run(committed);
              }

              @Override
              public void onFailure(Exchange done) {
                run(rolledBack);
              }
            });
  }

  private static void run(@Nullable Runnable action) {
    if (action != null) {
      action.run();
    }
  }
}
