package io.postweiche.delivery;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.reply.Attempt;
import io.postweiche.core.reply.Attempt.Outcome;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import io.postweiche.core.reply.Verdict;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A sender to one relay, and a few mails to send. */
final class Post implements AutoCloseable {
  static final Tuning IMPATIENT = Tuning.DEFAULT.withPatience(Duration.ofMillis(600));
  static final String TEXT = "From: a@meinefirma.de\r\nSubject: hello\r\n\r\nGood day\r\n";

  final Relays relays;

  Post(Account account) {
    this(account, Tuning.DEFAULT);
  }

  Post(Account account, Tuning tuning) {
    relays = new Relays("router.test", Post::read, Clock.systemUTC(), tuning);
    relays.reconfigure(Map.of(Account.ID, account.settings()));
  }

  RelaySender sender() {
    return relays.sender(Account.ID);
  }

  /** Sends and gives the outcomes. */
  List<Outcome> send(OutgoingMail mail) throws MessagingException {
    sender().send(mail);
    return mail.attempt().outcomes();
  }

  /** Sends a mail to one recipient and gives its outcome. */
  Outcome send() throws MessagingException {
    return send(mail("bob@example.org")).get(0);
  }

  Attempt attempt(String... recipients) throws MessagingException {
    OutgoingMail mail = mail(recipients);
    sender().send(mail);
    return mail.attempt();
  }

  static OutgoingMail mail(String... recipients) {
    return mail(TEXT.getBytes(StandardCharsets.UTF_8), recipients);
  }

  static OutgoingMail mail(byte[] bytes, String... recipients) {
    return new OutgoingMail(envelope("a@meinefirma.de", recipients), Content.of(bytes), "<1@x>");
  }

  static Envelope envelope(String sender, String... recipients) {
    return Envelope.of(Address.of(sender), Stream.of(recipients).map(Address::of).toList());
  }

  @Override
  public void close() {
    relays.close();
  }

  /** A reader of replies in a few lines; the router's own stands in core. */
  static ReplyReader.Reading read(Stage stage, Reply reply) {
    return new ReplyReader.Reading(verdict(stage, reply), "test-" + stage);
  }

  private static Verdict verdict(Stage stage, Reply reply) {
    if (reply.text().contains("Sender address is not allowed")) {
      return Verdict.SENDER_NOT_ALLOWED;
    }
    if (reply.text().contains("send limit")) {
      return Verdict.RATE_LIMITED;
    }
    if (reply.code() < 500) {
      return Verdict.TEMPORARY;
    }
    return switch (stage) {
      case CONNECT -> Verdict.RELAY_BLOCKED;
      case AUTH -> Verdict.AUTHENTICATION_FAILED;
      case MAIL -> Verdict.SENDER_INVALID;
      case RCPT -> Verdict.RECIPIENT_REFUSED;
      case DATA, EOD -> Verdict.CONTENT_REFUSED;
      case EHLO, STARTTLS, UNKNOWN -> Verdict.AMBIGUOUS;
    };
  }
}
