package io.postweiche.broker;

import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Mail;
import io.postweiche.core.mail.MailId;
import io.postweiche.spool.Spool;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Session;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.jms.support.converter.MessageConverter;

/**
 * What lies in the queues, as Camel's JMS endpoints read and write it: {@code messageConverter:
 * "#mail-messages"}. Never throws for a message it cannot read: that is an {@link
 * Outgoing.Unreadable}, to be parked, not redelivered for ever.
 */
public final class MailMessages implements MessageConverter {
  /** The broker hides a message until then (epoch ms); kept with it across restarts. */
  private static final String NOT_BEFORE = "_AMQ_SCHED_DELIVERY";

  private final Spool spool;
  private final Supplier<MailId> ids;
  private final Predicate<Mail> hasOther;

  /**
   * Makes a converter.
   *
   * @param ids for what lies in a queue without an id
   * @param hasOther whether another relay than its own may carry a mail
   */
  public MailMessages(Spool spool, Supplier<MailId> ids, Predicate<Mail> hasOther) {
    this.spool = spool;
    this.ids = ids;
    this.hasOther = hasOther;
  }

  @Override
  public Message toMessage(Object object, Session session) throws JMSException {
    Message message = made(object, session);
    // what is sent keeps its own priority (preserveMessageQos), so it would keep these as well; and
    // a
    // dead letter may be the very message that an application sent
    message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
    message.setJMSExpiration(0);
    return message;
  }

  private Message made(Object object, Session session) throws JMSException {
    if (object instanceof Outgoing.Stored stored) {
      return stored(stored, session);
    }
    if (object instanceof Outgoing.Event event) {
      return session.createTextMessage(EventJson.of(event.event()));
    }
    if (object instanceof Outgoing.Answer answer) {
      return answer(answer, session);
    }
    if (object instanceof Outgoing.Unreadable unreadable) {
      return PostCopies.parked(unreadable, session, spool);
    }
    if (object instanceof Outgoing.Reposted reposted) {
      return PostCopies.plain(reposted.original(), null, session, spool);
    }
    throw new IllegalArgumentException("not for the broker: " + object.getClass().getName());
  }

  /** A {@link Mail}, or an {@link Outgoing.Unreadable}. */
  @Override
  public Object fromMessage(Message message) throws JMSException {
    if (!(message instanceof BytesMessage bytes)) {
      return foreign(message, "no BytesMessage");
    }
    Mail withoutBody;
    try {
      // before the body: a large one can be read only once, and is to be parked as it came
      withoutBody = MailCodec.read(message, Content.of(new byte[0]));
    } catch (MessageFormatException | RuntimeException e) { // whatever a stranger's property holds
      return foreign(message, String.valueOf(e.getMessage()));
    }
    return withoutBody.withContent(Bodies.read(bytes, spool));
  }

  private Outgoing.Unreadable foreign(Message message, String why) {
    return new Outgoing.Unreadable(
        ids.get(), message, "in a relay's queue, but not written by the router: " + why, null);
  }

  private static Message answer(Outgoing.Answer answer, Session session) throws JMSException {
    Message message = session.createTextMessage(EventJson.of(answer.event()));
    message.setStringProperty(Properties.MAIL_ID, answer.event().id().value());
    message.setStringProperty(Properties.REPLY_TO, answer.replyTo());
    message.setJMSCorrelationID(answer.correlationId());
    return message;
  }

  private Message stored(Outgoing.Stored stored, Session session) throws JMSException {
    BytesMessage message = Bodies.write(stored.mail().content(), session);
    MailCodec.write(stored.mail(), message);
    if (stored.place().behind()) {
      TermsColumns.stepBack(message);
    }
    if (stored.notBefore() != null) {
      message.setLongProperty(NOT_BEFORE, stored.notBefore().toEpochMilli());
    }
    if (Queues.relay(stored.queue()).isPresent() && hasOther.test(stored.mail())) {
      Instant from = stored.movableFrom();
      message.setLongProperty(Properties.MOVABLE_FROM, from == null ? 0 : from.toEpochMilli());
    }
    return message;
  }
}
