package io.postweiche.smtp;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DsnWish;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client's dialogue: a line in, an {@link Answer} out. Knows no sockets, no threads and no
 * clock; what takes time or octets is asked of the connection by {@link Answer.Next}.
 */
final class Session {
  private final String hostname;
  private final Access access;
  private final Limits limits;
  private final Peer peer;

  private boolean secure;
  private @Nullable String greeting;
  private boolean extended;
  private final Authentication authentication;
  private @Nullable Transaction transaction;
  private @Nullable Chunk chunk;
  private int faults;

  Session(String hostname, Access access, Limits limits, Peer peer, boolean secure) {
    this.hostname = hostname;
    this.access = access;
    this.limits = limits;
    this.peer = peer;
    this.secure = secure;
    this.authentication = new Authentication(limits);
  }

  SmtpReply greet() {
    return SmtpReply.of(220, "", hostname + " ESMTP Postweiche");
  }

  /** Whether the next line belongs to an AUTH exchange. */
  boolean inAuth() {
    return authentication.underWay();
  }

  Answer line(Line line) {
    try {
      return counted(answer(line));
    } catch (Refused e) {
      return counted(Answer.say(e.reply()));
    }
  }

  /** TLS is on: everything said in clear is forgotten (RFC 3207 section 4.2). */
  void secured() {
    secure = true;
    greeting = null;
    extended = false;
    authentication.forget();
    transaction = null;
  }

  /** What the store said to {@link Answer.Next#ASK_INTAKE}. */
  Answer intakeSays(Receipt receipt) {
    if (!receipt.stored()) {
      transaction = null;
    }
    return Answer.say(Replies.sender(receipt));
  }

  /** Where {@link Answer.Next#CHECK_LOGIN} finds its credentials and leaves its outcome. */
  Authentication authentication() {
    return authentication;
  }

  Envelope envelope(boolean eightBit) {
    return Objects.requireNonNull(transaction).envelope(eightBit);
  }

  Origin origin() {
    Transaction mail = Objects.requireNonNull(transaction);
    return new Origin(
        protocol(mail.smtpUtf8()),
        peer.toString(),
        Objects.requireNonNullElse(greeting, ""),
        authentication.user());
  }

  /** What is to come after {@link Answer.Next#READ_CHUNK}. */
  Chunk chunk() {
    return Objects.requireNonNull(chunk);
  }

  /** Whether a mail has begun, and may have octets already. */
  boolean inMail() {
    return transaction != null;
  }

  /** The mail is stored or refused; the next one may come. */
  void mailOver() {
    transaction = null;
  }

  private Answer answer(Line line) throws Refused {
    if (line.fault() != null) {
      authentication.cancel();
      return Answer.say(line.fault().reply());
    }
    if (authentication.underWay()) {
      return authentication.respond(line.text());
    }
    Command command = Command.of(line.text());
    return command.verb() == Verb.BDAT ? bdat(command) : permitted(command);
  }

  private Answer permitted(Command command) throws Refused {
    if (access.tlsMissing(secure) && !command.verb().allowedBeforeTls()) {
      throw new Refused(530, "5.7.0", "Must issue a STARTTLS command first");
    }
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
      case STARTTLS -> startTls();
      case AUTH -> auth(argument);
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
    extended = ehlo;
    // whatever it is goes into our Received line, so only what a name can hold is kept
    greeting = Printable.ascii(name).replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?");
    if (!ehlo) {
      return Answer.say(SmtpReply.of(250, "2.0.0", hostname));
    }
    List<String> lines = new ArrayList<>(List.of(hostname, "PIPELINING"));
    lines.add("SIZE " + access.maxMessageSize());
    lines.addAll(List.of("8BITMIME", "SMTPUTF8", "CHUNKING", "DSN", "ENHANCEDSTATUSCODES"));
    if (access.startTlsOffered(secure)) {
      lines.add("STARTTLS");
    }
    if (access.authOffered(peer, secure) && !loggedIn()) {
      lines.add("AUTH PLAIN LOGIN");
    }
    return Answer.say(new SmtpReply(250, "", lines));
  }

  private Answer startTls() throws Refused {
    if (!access.startTlsOffered(secure)) {
      throw secure
          ? new Refused(Replies.sequence("TLS is on already"))
          : new Refused(502, "5.5.1", "STARTTLS not offered");
    }
    requireGreeting();
    return new Answer(Answer.Next.START_TLS, Replies.START_TLS);
  }

  private Answer reset() {
    transaction = null;
    return Answer.say(Replies.OK);
  }

  private Answer auth(String argument) throws Refused {
    if (!access.hasUsers()) {
      throw new Refused(502, "5.5.1", "AUTH not offered");
    }
    if (!access.authOffered(peer, secure)) {
      throw new Refused(538, "5.7.11", "AUTH only under TLS");
    }
    if (loggedIn()) {
      throw new Refused(Replies.sequence("Logged in already"));
    }
    if (!extended || transaction != null) {
      throw new Refused(Replies.sequence("AUTH comes after EHLO and before MAIL"));
    }
    return authentication.begin(argument);
  }

  private Answer mail(String argument) throws Refused {
    requireGreeting();
    if (transaction != null) {
      throw new Refused(Replies.sequence("MAIL given already"));
    }
    requireRelaying();
    PathArgument from = PathArgument.of("FROM", argument);
    MailParameters parameters = MailParameters.of(from.parameters());
    Address sender = Addresses.sender(from.path(), parameters.smtpUtf8());
    if (parameters.size() > access.maxMessageSize()) {
      throw new Refused(Replies.tooLarge(access.maxMessageSize()));
    }
    transaction = new Transaction(sender, parameters);
    return Answer.after(Answer.Next.ASK_INTAKE);
  }

  private Answer rcpt(String argument) throws Refused {
    Transaction mail = requireMail();
    mail.requireUnchunked();
    PathArgument to = PathArgument.of("TO", argument);
    try {
      DsnWish wish = RcptParameters.of(to.parameters(), mail.smtpUtf8());
      Address recipient = Addresses.recipient(to.path(), mail.smtpUtf8(), hostname);
      if (!mail.add(recipient, wish, limits.recipients())) {
        throw new Refused(452, "4.5.3", "At most " + limits.recipients() + " recipients");
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

  private void requireGreeting() throws Refused {
    if (greeting == null) {
      throw new Refused(Replies.sequence("EHLO comes first"));
    }
  }

  private void requireRelaying() throws Refused {
    if (loggedIn() || access.inAllowedNetwork(peer)) {
      return;
    }
    throw access.hasUsers()
        ? new Refused(530, "5.7.0", "Authentication required")
        : new Refused(550, "5.7.1", "Relaying from " + peer + " not allowed");
  }

  private boolean loggedIn() {
    return authentication.user() != null;
  }

  /** RFC 3848, RFC 6531 section 4.3. */
  private String protocol(boolean smtpUtf8) {
    boolean esmtp = extended || secure || loggedIn();
    String word = smtpUtf8 ? "UTF8SMTP" : esmtp ? "ESMTP" : "SMTP";
    return word + (secure ? "S" : "") + (loggedIn() ? "A" : "");
  }
}
