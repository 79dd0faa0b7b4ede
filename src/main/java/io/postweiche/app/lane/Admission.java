package io.postweiche.app.lane;

import io.postweiche.app.station.Afterwards;
import io.postweiche.app.station.FairShare;
import io.postweiche.app.station.Stopwatch;
import io.postweiche.broker.Outgoing;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.pause.Symptom;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.OutgoingMail;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;

/** The two places where a mail meets its lane: before it is sent, and after. */
public final class Admission {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Lanes lanes;
  private final FairShare shares;
  private final BiConsumer<Attempt, Timing> told;

  /**
   * One for all lanes.
   *
   * @param told hears of each attempt when it has ended
   */
  public Admission(Lanes lanes, FairShare shares, BiConsumer<Attempt, Timing> told) {
    this.lanes = lanes;
    this.shares = shares;
    this.told = told;
  }

  /**
   * Lets a mail through when its lane flows.
   *
   * @return the body; a mail that may not be sent now goes back into its queue as it is, since to
   *     roll back would count as a fault and to schedule would fill the broker's memory
   */
  public Object enter(
      Object body,
      @ExchangeProperty("relay") String relay,
      @ExchangeProperty("mail") @Nullable Mail mail,
      Exchange exchange)
      throws InterruptedException {
    RelayId id = new RelayId(relay);
    if (!(body instanceof OutgoingMail) || mail == null) {
      return body;
    }
    if (!lanes.enter(id, PATIENCE)) {
      return back(id, mail, exchange);
    }
    Afterwards.done(exchange, () -> lanes.leave(id));
    int recipients = (int) mail.envelope().recipients().stream().distinct().count();
    if (!lanes.reserve(id, recipients)) {
      return back(id, mail, exchange);
    }
    Stopwatch.go(exchange);
    return body;
  }

  private List<Outgoing> back(RelayId id, Mail mail, Exchange exchange) {
    return List.of(new Outgoing.Stored(shares.join(id, mail, exchange), mail, null));
  }

  /** Learns what the attempt tells of the relay; {@code paused} tells the next station. */
  public void heard(OutgoingMail sent, @ExchangeProperty("relay") String relay, Exchange exchange) {
    boolean paused = lanes.heard(new RelayId(relay), Symptom.of(sent.attempt()));
    exchange.setProperty("paused", paused);
    told.accept(sent.attempt(), Stopwatch.stop(sent, exchange));
  }
}
