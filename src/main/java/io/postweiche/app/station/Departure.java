package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.HeaderFrom;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.routing.Decision;
import io.postweiche.core.routing.Decision.Candidate;
import io.postweiche.core.routing.RelayId;
import io.postweiche.delivery.OutgoingMail;
import io.postweiche.delivery.RefusalMemory;
import io.postweiche.dkim.DkimSigning;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * The last look before an attempt: is this still the relay that may carry the mail, and as whom?
 */
public final class Departure {
  private final Supplier<Tables> tables;
  private final RefusalMemory refusals;
  private final Journal journal;
  private final FairShare shares;
  private final Clock clock;

  public Departure(
      Supplier<Tables> tables,
      RefusalMemory refusals,
      Journal journal,
      FairShare shares,
      Clock clock) {
    this.tables = tables;
    this.refusals = refusals;
    this.journal = journal;
    this.shares = shares;
    this.clock = clock;
  }

  /**
   * Prepares what came out of a relay's queue.
   *
   * @return an {@link OutgoingMail} to send, the {@link Mail} itself when it must be decided anew,
   *     or the list of what to store for a message that is no mail
   */
  public Object prepare(Object body, @ExchangeProperty("relay") String relay, Exchange exchange)
      throws IOException {
    Object taken = gone(body, exchange);
    if (!(taken instanceof Mail mail)) {
      return taken;
    }
    Instant now = Instant.now(clock);
    Instant hiddenUntil = mail.terms().hiddenUntil(now);
    RelayId here = new RelayId(relay);
    if (hiddenUntil != null) { // the clock was put back, or the mail came from another queue
      return List.of(new Outgoing.Stored(shares.join(here, mail, exchange), mail, hiddenUntil));
    }
    if (mail.terms().expired(now)) {
      return mail; // whoever decides knows of that
    }
    var remembered = refusals.refusing(mail.envelope().sender(), now);
    for (Candidate candidate :
        tables.get().decider().decide(Tables.question(mail, remembered)).candidates()) {
      if (candidate.relay().equals(here)) {
        return outgoing(mail, candidate);
      }
    }
    return mail;
  }

  /**
   * Takes up what waits for a relay that has been out for long.
   *
   * @return the {@link Mail} when another relay may carry it now, else what to store: the mail
   *     where it lay, not to be looked at again for a while
   */
  public Object moveOn(Object body, @ExchangeProperty("relay") String relay, Exchange exchange) {
    Object taken = gone(body, exchange);
    if (!(taken instanceof Mail mail)) {
      return taken;
    }
    RelayId here = new RelayId(relay);
    Instant now = Instant.now(clock);
    var remembered = refusals.refusing(mail.envelope().sender(), now);
    Decision decision = tables.get().decider().decide(Tables.question(mail, remembered));
    boolean stays = decision.candidates().stream().anyMatch(c -> c.relay().equals(here));
    if (!stays && !decision.candidates().isEmpty()) {
      return mail;
    }
    Instant again = now.plus(tables.get().settings().retry().failoverAfter()).plusSeconds(1);
    return List.of(new Outgoing.Stored(shares.join(here, mail, exchange), mail, null, again));
  }

  /**
   * Takes up what waits for a relay that is gone.
   *
   * @return the {@link Mail}, or the list of what to store for a message that is no mail
   */
  public Object gone(Object body, Exchange exchange) {
    if (body instanceof Outgoing.Unreadable unreadable) {
      return journal.unreadable(unreadable, exchange);
    }
    Mail mail = (Mail) body;
    exchange.setProperty("mail", mail);
    ClosingContent.afterwards(mail.content(), exchange);
    shares.left(mail, exchange);
    return mail;
  }

  private OutgoingMail outgoing(Mail mail, Candidate candidate) throws IOException {
    Address headerFrom = candidate.headerFrom();
    Content content =
        headerFrom == null ? mail.content() : HeaderFrom.rewrite(mail.content(), headerFrom);
    Content signed = new DkimSigning(tables.get().settings().dkim(), clock).sign(content);
    return new OutgoingMail(
        mail.envelope().withSender(candidate.envelopeFrom()), signed, mail.summary().messageId());
  }
}
