package io.postweiche.app;

import io.postweiche.app.station.RefusedException;
import io.postweiche.broker.Broker;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.Receipt;
import io.postweiche.core.mail.Submission;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a submission to the route {@code accept-smtp} and says what the client may be told. */
final class BrokerIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger("postweiche.intake");

  private final ProducerTemplate producer;
  private final Broker broker;
  private final AtomicLong underWay = new AtomicLong();

  BrokerIntake(ProducerTemplate producer, Broker broker) {
    this.producer = producer;
    this.broker = broker;
  }

  /** Room is asked for all mail under way together: many at once must not overrun the disk. */
  @Override
  public Receipt accept(Submission submission) {
    long size = submission.content().size();
    try {
      Receipt room = broker.room(underWay.addAndGet(size));
      return room.stored() ? store(submission) : room;
    } finally {
      underWay.addAndGet(-size);
    }
  }

  @Override
  public Receipt ready(long octets) {
    return broker.room(octets);
  }

  @Override
  public @Nullable Receipt readyAtOnce(long octets) {
    return broker.roomAtOnce(octets);
  }

  private Receipt store(Submission submission) {
    Exchange done =
        producer.send("direct:accept-smtp", exchange -> exchange.getIn().setBody(submission));
    return done.isFailed() ? refusal(submission, done.getException()) : Receipt.STORED;
  }

  private static Receipt refusal(Submission submission, @Nullable Exception fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException) {
        return new Receipt(Receipt.Kind.REFUSED, String.valueOf(cause.getMessage()));
      }
      if (isFull(cause)) {
        return new Receipt(Receipt.Kind.NO_ROOM, "insufficient system storage");
      }
    }
    LOG.error(
        "mail {} was not stored and the client told so (451): {}",
        submission.id(),
        String.valueOf(fault));
    return new Receipt(Receipt.Kind.TRY_LATER, "the mail could not be stored");
  }

  /** AMQ229119 and AMQ229102: the broker's disk or address is full. */
  private static boolean isFull(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("amq229102")
        || text.contains("amq229119")
        || text.contains("disk is full")
        || text.contains("is full");
  }
}
