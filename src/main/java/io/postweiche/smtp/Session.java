package io.postweiche.smtp;

import io.postweiche.config.AllowedSenders;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DsnWish;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Receipt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client's dialogue: a line in, an {@link Answer} out. Knows no sockets, no threads and no
 * clock; what takes time or octets is asked of the connection by {@link Answer.Next}.
 */
final class Session {
  /** As many recipients of a mail may be tried for each that may be named. */
  private static final int TRIES = 10;

  private final String hostname;
  private final Access access;
  private final Limits limits;
  private final Client client;
  private final Quota quota;
  private @Nullable Transaction transaction;
  private @Nullable Chunk chunk;
  private int faults;

  Session(String hostname, Access access, Limits limits, Peer peer) {
    this.hostname = hostname;
    this.access = access;
    this.limits = limits;
    this.client = new Client(hostname, access, limits, peer);
    this.quota = new Quota(access.limits(), limits);
  }

  SmtpReply greet() {
    return SmtpReply.of(220, "", hostname + " ESMTP Postweiche");
  }

  /** Whether the next line belongs to an AUTH exchange. */
  boolean inAuth() {
    return authentication().underWay();
  }

  Answer line(Line line) {
    if (!quota.command()) {
      return Answer.hangUp(Replies.TOO_MANY_COMMANDS);
    }
    try {
      return counted(answer(line));
    } catch (Refused e) {
      return counted(Answer.say(e.reply()));
    }
  }

  /**
   * TLS is on: everything said in clear is forgotten (RFC 3207 section 4.2).
   *
   * @param owner of the client's certificate; null without one
   */
  void secured(@Nullable String owner) {
    client.secured(owner);
    transaction = null;
  }

  /** What the store said to {@link Answer.Next#ASK_INTAKE}. */
  Answer intakeSays(Receipt receipt) {
    if (!receipt.stored()) {
      transaction = null;
    }
    return Answer.say(Replies.sender(receipt));
  }

  /** Where {@link Answer.Next#CHECK_LOGIN} finds what to check and leaves its outcome. */
  Authentication authentication() {
    return client.authentication();
  }

  Envelope envelope(boolean eightBit) {
    return Objects.requireNonNull(transaction).envelope(eightBit);
  }

  Origin origin() {
    return client.origin(Objects.requireNonNull(transaction).smtpUtf8());
  }

  /** Octets that the client declared for the mail under way, 0 when it did not. */
  long declaredSize() {
    return transaction == null ? 0 : transaction.declaredSize();
  }

  /** What is to come after {@link Answer.Next#READ_CHUNK}. */
  Chunk chunk() {
    return Objects.requireNonNull(chunk);
  }

  /** Counts what came; false when this client must go at once. */
  boolean octetsCame(int count) {
    return quota.octets(count);
  }

  /** Whether a mail has begun, and may have octets already. */
  boolean inMail() {
    return transaction != null;
  }

  /** The mail is stored or refused; the next one may come. */
  void mailOver() {
    transaction = null;
    quota.messageCame();
  }

  void mailStored() {
    quota.mailStored();
  }

  private Answer answer(Line line) throws Refused {
    if (line.fault() != null) {
      authentication().cancel();
      return Answer.say(line.fault().reply());
    }
    if (authentication().underWay()) {
      return authentication().respond(line.text());
    }
    Command command = Command.of(line.text());
    return command.verb() == Verb.BDAT ? bdat(command) : permitted(command);
  }

  private Answer permitted(Command command) throws Refused {
    client.requireTls(command.verb());
    if (!command.verb().takes(command.argument())) {
      throw new Refused(
          Replies.syntax(
              command.verb()
                  + (command.argument().isEmpty() ? " wants" : " takes no")
                  + " argument"));
    }
    return perform(command);
  }

  private Answer perform(Command command) throws Refused {
    String argument = command.argument();
    return switch (command.verb()) {
      case EHLO -> hello(argument, true);
      case HELO -> hello(argument, false);
      case STARTTLS -> new Answer(Answer.Next.START_TLS, client.startTls());
      case AUTH -> client.auth(argument, transaction != null);
      case MAIL -> mail(argument);
      case RCPT -> rcpt(argument);
      case DATA -> data();
      case BDAT -> takeChunk();
      case RSET -> reset();
      case NOOP -> Answer.say(Replies.OK);
      case VRFY -> Answer.say(SmtpReply.of(252, "2.0.0", "Not verified; mail to it is taken"));
      case HELP -> Answer.say(SmtpReply.of(214, "2.0.0", "See RFC 5321"));
      case QUIT -> Answer.hangUp(Replies.BYE);
      case FOREIGN -> Answer.hangUp(Replies.NOT_HTTP);
      case ABSENT -> throw new Refused(502, "5.5.1", "Command not offered");
      case UNKNOWN -> throw new Refused(500, "5.5.1", "Command not known");
    };
  }

  /** A client that breaks the protocol again and again is sent away. */
  private Answer counted(Answer answer) {
    SmtpReply reply = answer.reply();
    if (reply != null && reply.countsAsFault() && ++faults >= limits.faults()) {
      return Answer.hangUp(Replies.TOO_MANY_FAULTS);
    }
    return answer;
  }

  private Answer hello(String name, boolean ehlo) {
    transaction = null;
    return Answer.say(client.hello(name, ehlo));
  }

  private Answer reset() {
    transaction = null;
    return Answer.say(Replies.OK);
  }

  private Answer mail(String argument) throws Refused {
    client.requireGreeting();
    if (transaction != null) {
      throw new Refused(Replies.sequence("MAIL given already"));
    }
    AllowedSenders allowed = client.requireRelaying();
    if (!quota.hasMessage()) {
      return Answer.hangUp(Replies.TOO_MANY_MESSAGES);
    }
    if (!quota.hasOctets()) {
      return Answer.hangUp(Replies.TOO_MANY_BYTES);
    }
    PathArgument from = PathArgument.of("FROM", argument);
    MailParameters parameters = MailParameters.of(from.parameters());
    Address sender = Addresses.sender(from.path(), parameters.smtpUtf8());
    if (parameters.size() > access.maxMessageSize()) {
      throw new Refused(Replies.tooLarge(access.maxMessageSize()));
    }
    if (!allowed.allows(sender)) {
      throw new Refused(553, "5.7.1", "Sender " + sender.bracketed() + " not allowed here");
    }
    transaction = new Transaction(sender, parameters);
    return Answer.after(Answer.Next.ASK_INTAKE);
  }

  private Answer rcpt(String argument) throws Refused {
    Transaction mail = requireMail();
    mail.requireUnchunked();
    if (mail.tried() <= TRIES * access.limits().recipients()) {
      quota.partOfMail();
    }
    PathArgument to = PathArgument.of("TO", argument);
    try {
      DsnWish wish = RcptParameters.of(to.parameters(), mail.smtpUtf8());
      Address recipient = Addresses.recipient(to.path(), mail.smtpUtf8(), hostname);
      if (!quota.recipient()) {
        throw new Refused(452, "4.5.3", "Enough recipients over one connection");
      }
      if (!mail.add(recipient, wish, access.limits().recipients())) {
        throw new Refused(452, "4.5.3", "At most " + access.limits().recipients() + " recipients");
      }
    } catch (Refused e) {
      mail.recipientRefused();
      throw e;
    }
    return Answer.say(SmtpReply.of(250, "2.1.5", "Recipient ok"));
  }

  private Answer data() throws Refused {
    requireRecipients().requireUnchunked();
    return new Answer(Answer.Next.READ_DATA, Replies.GO_AHEAD);
  }

  /**
   * The octets behind BDAT come whatever we say: they are read, never taken for commands. Where
   * that is not to be had, because their number is not told or too great, the connection ends.
   */
  private Answer bdat(Command command) {
    try {
      chunk = Chunk.of(command.argument());
    } catch (Refused e) {
      return Answer.hangUp(e.reply());
    }
    try {
      return permitted(command);
    } catch (Refused e) {
      return chunk.size() > access.maxMessageSize()
          ? Answer.hangUp(e.reply())
          : new Answer(Answer.Next.READ_CHUNK, e.reply());
    }
  }

  private Answer takeChunk() throws Refused {
    requireRecipients().chunkBegins();
    if (chunk().size() > 0) {
      quota.partOfMail();
    }
    return Answer.after(Answer.Next.READ_CHUNK);
  }

  private Transaction requireRecipients() throws Refused {
    Transaction mail = requireMail();
    if (mail.allRefused()) {
      throw new Refused(554, "5.5.1", "No valid recipients");
    }
    if (!mail.hasRecipients()) {
      throw new Refused(Replies.sequence("RCPT comes first"));
    }
    return mail;
  }

  private Transaction requireMail() throws Refused {
    if (transaction == null) {
      throw new Refused(Replies.sequence("MAIL comes first"));
    }
    return transaction;
  }
}
