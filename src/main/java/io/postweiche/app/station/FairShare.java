package io.postweiche.app.station;

import io.postweiche.broker.Place;
import io.postweiche.broker.Queues;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.routing.RelayId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Where in a relay's two queues a mail stands: of a sender domain that has many mails waiting there
 * already it stands behind those of others, and with very many in the second queue, so that a crowd
 * does not keep everybody else waiting. The priority of a broker's queue holds while it fits into
 * memory, hence the second one; both are served at the same time.
 *
 * <p>The counts are of this router and of this run, and so is their accuracy: after a restart, or
 * with several routers, a crowd is noticed later, which costs others at most that many mails more.
 */
public final class FairShare {
  /** From so many waiting mails of one domain on, the few of other domains go before it. */
  public static final int SOME = 10;

  /** How many mails of one domain may wait for a relay before the rest waits elsewhere. */
  public static final int CROWD = 1_000;

  private final Map<Line, Integer> waiting = new ConcurrentHashMap<>();
  private volatile Consumer<String> told = queue -> {};

  private record Line(RelayId relay, @Nullable Domain domain) {}

  /** Who hears of each queue that a mail is put into, shortly before it lies there. */
  public void tell(Consumer<String> listener) {
    told = listener;
  }

  /** The place of a mail that is stored outside an exchange. */
  public Place join(RelayId relay, Mail mail) {
    int before = waiting.merge(line(relay, mail), 1, Integer::sum) - 1;
    Place place = new Place(before < CROWD ? Queues.of(relay) : Queues.bulk(relay), before >= SOME);
    told.accept(place.queue());
    return place;
  }

  /** The place of a mail that is stored by this exchange. */
  public Place join(RelayId relay, Mail mail, Exchange exchange) {
    Afterwards.rolledBack(exchange, () -> leave(line(relay, mail)));
    return join(relay, mail);
  }

  /** The mail came out of its relay's queue, for good when the exchange ends well. */
  void left(Mail mail, Exchange exchange) {
    RelayId relay = mail.journey().relay();
    if (relay != null) {
      Afterwards.committed(exchange, () -> leave(line(relay, mail)));
    }
  }

  /** The mail came out of its relay's queue outside an exchange, or was not put into it at last. */
  public void left(RelayId relay, Mail mail) {
    leave(line(relay, mail));
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
}
