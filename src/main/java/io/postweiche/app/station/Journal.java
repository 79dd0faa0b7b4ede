package io.postweiche.app.station;

import io.postweiche.broker.Outgoing;
import io.postweiche.broker.Place;
import io.postweiche.broker.Queues;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.HeaderNote;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Journey;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.Timing;
import io.postweiche.core.repeat.Remembered;
import io.postweiche.core.retry.Step;
import io.postweiche.core.routing.RelayId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The only place that words what happens to a mail. Each step becomes what is to be stored and an
 * event beside it; log and metrics hear of it once the exchange is through.
 */
public final class Journal {
  private static final String HEADER_NOTE = "headerNote";
  private static final String EVENTS = "postweiche.events";

  private final Clock clock;
  private final FairShare shares;
  private final List<Witness> witnesses;
  private final List<Consumer<MailEvent>> listeners;

  /**
   * One for the whole router.
   *
   * @param witnesses hear of what things took as well
   */
  public Journal(
      Clock clock, FairShare shares, List<Witness> witnesses, List<Consumer<MailEvent>> listeners) {
    this.clock = clock;
    this.shares = shares;
    this.witnesses = List.copyOf(witnesses);
    this.listeners = List.copyOf(listeners);
  }

  /** The step and its event, for the broker; {@code moving} names a step onward. */
  public List<Outgoing> write(Step step, EventType moving, Exchange exchange) {
    return write(step, moving, false, exchange);
  }

  /**
   * The same after an attempt.
   *
   * @param possibleDuplicate the relay may have taken the mail for one of the step's recipients
   */
  public List<Outgoing> write(
      Step step, EventType moving, boolean possibleDuplicate, Exchange exchange) {
    if (step instanceof Step.Delivered delivered) {
      return ended(
          event(EventType.DELIVERED, delivered.mail(), null, null), delivered.mail(), exchange);
    }
    if (step instanceof Step.Onward onward) {
      Place place = shares.join(onward.relay(), onward.mail(), exchange);
      String queue = place.queue();
      Instant notBefore = onward.mail().terms().hiddenUntil(Instant.now(clock));
      return List.of(
          new Outgoing.Stored(place, onward.mail(), notBefore),
          event(
              event(moving, onward.mail(), queue, why(moving, onward), possibleDuplicate)
                  .withHeader(header(exchange)),
              exchange));
    }
    if (step instanceof Step.Later later) {
      Place place = shares.join(later.relay(), later.mail(), exchange);
      String queue = place.queue();
      String detail = "next attempt at " + later.at().truncatedTo(ChronoUnit.SECONDS);
      return List.of(
          new Outgoing.Stored(place, later.mail(), later.at()),
          event(
              event(EventType.DEFERRED, later.mail(), queue, detail, possibleDuplicate), exchange));
    }
    if (step instanceof Step.Waiting waiting) {
      Place place = shares.join(waiting.relay(), waiting.mail(), exchange);
      String queue = place.queue();
      String detail = "waits until " + waiting.relay() + " can be used again";
      return List.of(
          new Outgoing.Stored(place, waiting.mail(), null),
          event(
              event(EventType.DEFERRED, waiting.mail(), queue, detail, possibleDuplicate),
              exchange));
    }
    Step.Dead dead = (Step.Dead) step;
    Mail mail = dead.mail();
    boolean maybe = possibleDuplicate || mail.journey().mayHaveArrived();
    List<Outgoing> outgoing = new ArrayList<>();
    if (moving == EventType.ACCEPTED) { // nobody may carry it, but it was taken
      outgoing.add(event(event(EventType.ACCEPTED, mail, null, null), exchange));
    }
    outgoing.add(new Outgoing.Stored(Queues.of(dead.reason()), mail, null));
    outgoing.addAll(
        ended(
            event(EventType.DEAD, mail, Queues.of(dead.reason()), mail.journey().reason(), maybe)
                .withHeader(header(exchange)),
            mail,
            exchange));
    return outgoing;
  }

  /** The last event of its recipients: also to whoever waits for an answer. */
  private List<Outgoing> ended(MailEvent event, Mail mail, Exchange exchange) {
    List<Outgoing> told = new ArrayList<>();
    told.add(event(event, exchange));
    answer(event, mail).ifPresent(told::add);
    return told;
  }

  /** The last event of a mail's recipients for the application that asked to be told. */
  static Optional<Outgoing> answer(MailEvent event, Mail mail) {
    String replyTo = mail.terms().replyTo();
    if (replyTo == null) {
      return Optional.empty();
    }
    // it may hear of nothing else: an answer that was lost before counts as well
    boolean twice = event.possibleDuplicate() || mail.journey().mayHaveArrived();
    MailEvent last = event.withPossibleDuplicate(twice);
    return Optional.of(new Outgoing.Answer(last, replyTo, mail.terms().correlationId()));
  }

  /** A move is told with its cause: it never hides that the first relay fails. */
  private static @Nullable String why(EventType moving, Step.Onward onward) {
    return moving == EventType.MOVED ? onward.mail().journey().reason() : null;
  }

  /** To be told with the step that follows, in this exchange. */
  void note(HeaderNote note, Exchange exchange) {
    exchange.setProperty(HEADER_NOTE, note);
  }

  private static HeaderNote header(Exchange exchange) {
    HeaderNote note = exchange.getProperty(HEADER_NOTE, HeaderNote.class);
    return note == null ? HeaderNote.NONE : note;
  }

  /** An event of a mail that concerns no step. */
  public MailEvent event(
      EventType type, Mail mail, @Nullable String queue, @Nullable String detail) {
    return event(type, mail, queue, detail, false);
  }

  private MailEvent event(
      EventType type,
      Mail mail,
      @Nullable String queue,
      @Nullable String detail,
      boolean possibleDuplicate) {
    Journey journey = mail.journey();
    HistoryEntry last = type == EventType.ACCEPTED ? null : lastAttempt(journey);
    RelayId relay = journey.relay();
    MailEvent event =
        new MailEvent(
            type,
            Instant.now(clock),
            mail.id(),
            mail.envelope().sender(),
            mail.envelope().recipients(),
            queue,
            last != null ? last.relay() : relay == null ? null : relay.value(),
            last == null ? null : last.stage(),
            last == null ? null : last.verdict(),
            last == null ? null : journey.lastReply(),
            detail,
            possibleDuplicate);
    return event.withSummary(mail.summary()).withTrace(mail.terms().trace());
  }

  private static @Nullable HistoryEntry lastAttempt(Journey journey) {
    List<HistoryEntry> history = journey.history();
    HistoryEntry last = history.isEmpty() ? null : history.get(history.size() - 1);
    return last != null && last.what().equals("attempted") ? last : null;
  }

  /** A post that was taken already: told of the mail that it became, and to whoever waits. */
  public List<Outgoing> duplicate(Mail repeat, String key, Remembered first, Exchange exchange) {
    String detail =
        "posted again with the idempotencyKey '%s' of %s, and not sent again"
            .formatted(key, first.at().truncatedTo(ChronoUnit.SECONDS));
    Mail known = repeat.withId(first.mail());
    MailEvent event = event(EventType.DUPLICATE, known, null, detail);
    List<Outgoing> told = new ArrayList<>();
    told.add(event(event, exchange));
    answer(event, known).ifPresent(told::add);
    return told;
  }

  /** A post nobody can read, and its event. */
  public List<Outgoing> unreadable(Outgoing.Unreadable post, Exchange exchange) {
    MailEvent event =
        new MailEvent(
            EventType.MALFORMED,
            Instant.now(clock),
            post.id(),
            Address.NULL,
            List.of(),
            post.queue(),
            null,
            null,
            null,
            null,
            post.reason(),
            false);
    return List.of(post, event(event, exchange));
  }

  /**
   * To be told to log and metrics when the exchange is through, and to the topic in its
   * transaction.
   */
  public Outgoing event(MailEvent event, Exchange exchange) {
    toTell(exchange).add(event);
    return new Outgoing.Event(event);
  }

  /** One completion for all events of an exchange: several would run in reverse order. */
  private List<MailEvent> toTell(Exchange exchange) {
    @SuppressWarnings("unchecked") // nobody else writes this property
    List<MailEvent> begun = exchange.getProperty(EVENTS, List.class);
    if (begun != null) {
      return begun;
    }
    List<MailEvent> events = new ArrayList<>();
    exchange.setProperty(EVENTS, events);
    Afterwards.committed(
        exchange, () -> events.forEach(event -> tell(event, Stopwatch.timing(exchange))));
    return events;
  }

  /** To log and metrics, now. */
  public void tell(MailEvent event) {
    tell(event, null);
  }

  private void tell(MailEvent event, @Nullable Timing timing) {
    witnesses.forEach(witness -> witness.saw(event, timing));
    listeners.forEach(listener -> listener.accept(event));
  }
}
