package io.postweiche.smtp;

import io.postweiche.config.AllowedSenders;
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
  private final Mailing mailing;
  private @Nullable Chunk chunk;
  private final Quota quota;
  private @Nullable String certified;
  private int faults;

  Session(String hostname, Access access, Limits limits, Peer peer) {
    this.hostname = hostname;
    this.access = access;
    this.limits = limits;
    this.peer = peer;
    this.authentication = new Authentication(limits);
    this.quota = new Quota(access.limits(), limits);
    this.mailing = new Mailing(hostname, access, quota);
  }

  SmtpReply greet() {
    return SmtpReply.of(220, "", hostname + " ESMTP Postweiche");
  }

  /** Whether the next line belongs to an AUTH exchange. */
  boolean inAuth() {
    return authentication.underWay();
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
    secure = true;
    certified = owner;
    greeting = null;
    extended = false;
    authentication.forget();
    mailing.forget();
  }

  /** What the store said to {@link Answer.Next#ASK_INTAKE}. */
  Answer intakeSays(Receipt receipt) {
    if (!receipt.stored()) {
      mailing.forget();
    }
    return Answer.say(Replies.sender(receipt));
  }

  /** Where {@link Answer.Next#CHECK_LOGIN} finds its credentials and leaves its outcome. */
  Authentication authentication() {
    return authentication;
  }

  Envelope envelope(boolean eightBit) {
    return mailing.mail().envelope(eightBit);
  }

  Origin origin() {
    Transaction mail = mailing.mail();
    return new Origin(
        protocol(mail.smtpUtf8()),
        peer.toString(),
        Objects.requireNonNullElse(greeting, ""),
        loggedIn() ? authentication.user() : certified);
  }

  /** Octets that the client declared for the mail under way, 0 when it did not. */
  long declaredSize() {
    return mailing.begun() ? mailing.mail().declaredSize() : 0;
  }

  /** What is to come after {@link Answer.Next#READ_CHUNK}. */
  Chunk chunk() {
    return Objects.requireNonNull(chunk);
  }

  /** Whether a mail has begun, and may have octets already. */
  boolean inMail() {
    return mailing.begun();
  }

  /** The mail is stored or refused; the next one may come. */
  void mailOver() {
    mailing.forget();
    quota.messageCame();
  }

  void mailStored() {
    quota.mailStored();
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
      case RCPT -> mailing.recipient(argument);
      case DATA -> mailing.data();
      case BDAT -> mailing.chunk();
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
    mailing.forget();
    extended = ehlo;
    // whatever it is goes into our Received line, so only what a name can hold is kept
    greeting = Printable.ascii(name).replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?");
    if (!ehlo) {
      return Answer.say(SmtpReply.of(250, "2.0.0", hostname));
    }
    List<String> lines = new ArrayList<>(List.of(hostname));
    lines.addAll(access.extensions(peer, secure, loggedIn()));
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
    mailing.forget();
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
    if (!extended || mailing.begun()) {
      throw new Refused(Replies.sequence("AUTH comes after EHLO and before MAIL"));
    }
    return authentication.begin(argument);
  }

  private Answer mail(String argument) throws Refused {
    requireGreeting();
    if (mailing.begun()) {
      throw new Refused(Replies.sequence("MAIL given already"));
    }
    AllowedSenders allowed = requireRelaying();
    if (!quota.hasMessage()) {
      return Answer.hangUp(Replies.TOO_MANY_MESSAGES);
    }
    return mailing.begin(argument, allowed);
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

  private void requireGreeting() throws Refused {
    if (greeting == null) {
      throw new Refused(Replies.sequence("EHLO comes first"));
    }
  }

  private AllowedSenders requireRelaying() throws Refused {
    AllowedSenders senders = access.senders(peer, authentication.user(), certified);
    if (senders != null) {
      return senders;
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
