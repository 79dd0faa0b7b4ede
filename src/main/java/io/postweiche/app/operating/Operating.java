package io.postweiche.app.operating;

import io.postweiche.app.station.FairShare;
import io.postweiche.app.station.Journal;
import io.postweiche.app.station.Tables;
import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.DeadLetters;
import io.postweiche.broker.MailMessages;
import io.postweiche.core.limit.Window;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.sandbox.Sandbox;
import io.postweiche.spool.Spool;
import io.postweiche.web.Health;
import io.postweiche.web.Stories;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the desks of the operators work with.
 *
 * @param windows the limits of an account and what is left of them
 */
public record Operating(
    Supplier<Tables> tables,
    Broker broker,
    BrokerAdmin admin,
    RelaySwitch relaySwitch,
    RefusalMemory refusals,
    Function<RelayId, List<Window>> windows,
    Journal journal,
    FairShare shares,
    Stories stories,
    Supplier<Optional<String>> trackingFault,
    Clock clock) {
  /**
   * The desks, put together.
   *
   * @param own what the router knows of its own fitness
   */
  public Operators port(
      Intake intake,
      Supplier<MailId> ids,
      Spool spool,
      MailMessages messages,
      @Nullable Sandbox sandbox,
      Supplier<Health> own) {
    DeadLetters letters = new DeadLetters(broker.connections(), broker.stream(), spool, messages);
    DeadDesk dead = new DeadDesk(letters, admin, journal);
    return new Operators(
        broker,
        admin,
        dead,
        new ReplayDesk(letters, dead, tables, refusals, journal, shares, clock),
        new RelayDesk(tables, relaySwitch, refusals, windows),
        intake,
        ids,
        stories,
        trackingFault,
        sandbox,
        clock,
        own);
  }
}
