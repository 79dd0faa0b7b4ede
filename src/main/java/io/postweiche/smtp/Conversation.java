package io.postweiche.smtp;

import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Receipt;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one client's dialogue: makes lines and messages of octets, carries out what the {@link
 * Session} answers, keeps the time, tells the log. Runs on the connection's event loop.
 *
 * <p>A message is written to the spool right here. Up to {@code Spool.IN_MEMORY} that is memory,
 * beyond it the page cache, never a disk sync; a hop to another thread for each piece would cost
 * more.
 */
final class Conversation {
  private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

  private final Door door;
  private final Wire wire;
  private final Peer peer;
  private final Session session;
  private final Pace pace;
  private final LineReader lines = new LineReader();
  private @Nullable Upload upload;
  private @Nullable ChunkReader chunk;
  private String doing = "connection";

  Conversation(Door door, Wire wire, Peer peer, boolean secure, @Nullable String certified) {
    this.door = door;
    this.wire = wire;
    this.peer = peer;
    this.pace = new Pace(door.limits());
    this.session = new Session(door.hostname(), door.access(), door.limits(), peer);
    if (secure) {
      session.secured(certified);
    }
  }

  void begin() {
    LOG.debug("{}: connected", peer);
    reply(session.greet());
  }

  /** STARTTLS has come to its end; the client begins anew. */
  void secured(@Nullable String certified) {
    session.secured(certified);
    wire.within(pace.forCommand());
  }

  /** Whether nothing of the client's would be lost now. */
  boolean isIdle() {
    return upload == null && chunk == null;
  }

  /**
   * Takes one line, or a piece of a message.
   *
   * @return the index behind the last octet used
   */
  int take(byte[] bytes, int from, int to) {
    int end = takeSome(bytes, from, to);
    if (!session.octetsCame(end - from)) { // a message or a line without end
      SmtpReply why = upload == null ? null : upload.refusal();
      dropUpload();
      hangUp(Objects.requireNonNullElse(why, Replies.TOO_MANY_BYTES));
    }
    return end;
  }

  private int takeSome(byte[] bytes, int from, int to) {
    if (chunk != null) {
      return takeChunk(chunk, bytes, from, to);
    }
    if (upload != null && upload.dotted()) {
      return takeData(upload, bytes, from, to);
    }
    int end = lines.read(bytes, from, to, session.inAuth());
    Line line = lines.poll();
    if (line != null) {
      doing = describe(line);
      Answer answer = session.line(line);
      if (!session.inMail()) {
        dropUpload(); // the chunks of a mail that was given up
      }
      // a message sent before we asked for it: whoever does so counts on another end of lines than
      // we do, or does not listen at all (RFC 2920 section 3.1)
      boolean early = answer.next() == Answer.Next.READ_DATA && end < to;
      perform(early ? Answer.hangUp(Replies.OUT_OF_STEP) : answer);
    }
    return end;
  }

  /** The client was too slow. */
  void late() {
    LOG.info("{}: too slow in {}, nothing kept", peer, doing);
    door.count(Reason.TOO_SLOW);
    dropUpload();
    wire.hangUp(Replies.TOO_SLOW);
  }

  /** The connection is gone. */
  void lost() {
    if (upload != null) {
      LOG.info("{}: gone within a message, nothing kept", peer);
    }
    dropUpload();
    LOG.debug("{}: disconnected", peer);
  }

  private void perform(Answer answer) {
    switch (answer.next()) {
      case READ_LINE -> reply(answer.said());
      case READ_DATA -> readData(answer.said());
      case READ_CHUNK -> readChunk(new ChunkReader(session.chunk(), answer.reply()));
      case START_TLS -> startTls(answer.said());
      case ASK_INTAKE -> askIntake();
      case CHECK_LOGIN -> checkLogin();
      case HANG_UP -> hangUp(answer.said());
    }
  }

  private void reply(SmtpReply reply) {
    tell(reply);
    wire.say(reply);
    // a message in chunks has no more time than one at a stretch
    wire.within(upload == null ? pace.forCommand() : pace.forPiece(upload.size()));
  }

  private void hangUp(SmtpReply reply) {
    tell(reply);
    wire.hangUp(reply);
  }

  private void startTls(SmtpReply reply) {
    reply(reply);
    lines.reset();
    wire.startTls();
  }

  private void readData(SmtpReply reply) {
    upload = begin(true);
    wire.say(reply);
    wire.within(pace.forPiece(0));
  }

  private Upload begin(boolean dotted) {
    pace.messageBegins();
    DataReader reader = new DataReader(dotted, door.listen().lineEndings());
    return new Upload(reader, door.spool().writer(), door.access().maxMessageSize());
  }

  private void readChunk(ChunkReader next) {
    if (next.refusal() != null) {
      pace.messageBegins();
    } else if (upload == null) {
      upload = begin(false);
    }
    chunk = next;
    wire.within(pace.forPiece(upload == null ? 0 : upload.size()));
    if (next.whole()) {
      chunkEnded(next);
    }
  }

  private int takeChunk(ChunkReader current, byte[] bytes, int from, int to) {
    Upload into = current.refusal() == null ? upload : null;
    int end = current.read(bytes, from, to, into);
    if (current.whole()) {
      chunkEnded(current);
    } else {
      wire.within(pace.forPiece(into == null ? current.size() : into.size()));
    }
    return end;
  }

  private void chunkEnded(ChunkReader whole) {
    chunk = null;
    Upload current = upload;
    if (whole.refusal() != null || current == null) {
      reply(Objects.requireNonNullElse(whole.refusal(), Replies.BROKEN));
      return;
    }
    if (whole.last()) {
      current.end();
    }
    if (whole.last() || current.refusal() != null) {
      upload = null;
      messageEnded(current);
    } else {
      reply(Replies.chunk(whole.size()));
    }
  }

  private int takeData(Upload current, byte[] bytes, int from, int to) {
    int end = current.read(bytes, from, to);
    if (current.ended()) {
      upload = null;
      messageEnded(current);
    } else {
      wire.within(pace.forPiece(current.size()));
    }
    return end;
  }

  private void messageEnded(Upload whole) {
    SmtpReply refusal = whole.refusal();
    if (refusal != null) {
      session.mailOver();
      reply(refusal);
      return;
    }
    Envelope envelope = session.envelope(whole.eightBit());
    Origin origin = session.origin();
    session.mailOver();
    wire.aside(
        door.workers().storing(),
        () -> door.handover().store(whole, envelope, origin),
        () -> dropped(whole),
        this::stored);
  }

  private void stored(SmtpReply reply) {
    if (reply.positive()) {
      session.mailStored();
      pace.mailStored();
    }
    reply(reply);
  }

  private void askIntake() {
    long declared = session.declaredSize();
    Receipt known = door.handover().readyAtOnce(declared);
    if (known != null) {
      perform(session.intakeSays(known));
      return;
    }
    wire.aside(
        door.workers().storing(),
        () -> door.handover().ready(declared),
        () -> new Receipt(Receipt.Kind.TRY_LATER, "Too busy, try again later"),
        receipt -> perform(session.intakeSays(receipt)));
  }

  private void checkLogin() {
    Authentication authentication = session.authentication();
    Login login = authentication.login();
    long began = System.nanoTime();
    wire.aside(
        door.workers().hashing(),
        () -> door.logins().check(login, peer),
        () -> Logins.Outcome.BUSY,
        outcome -> loginChecked(login, outcome, began));
  }

  /** A failure is answered a set time after the question, however long the check took. */
  private void loginChecked(Login login, Logins.Outcome outcome, long began) {
    doing = "login as " + Printable.of(login.user());
    Duration penalty = door.logins().penalty(outcome, login, peer);
    Duration left = penalty.minusNanos(System.nanoTime() - began);
    String confirmation = door.logins().confirmation(outcome, login);
    if (left.isNegative()) {
      perform(session.authentication().was(outcome, confirmation));
    } else {
      wire.pause(left, () -> perform(session.authentication().was(outcome, confirmation)));
    }
  }

  private SmtpReply dropped(Upload whole) {
    whole.drop();
    return Replies.BUSY;
  }

  private void dropUpload() {
    if (upload != null) {
      upload.drop();
      upload = null;
    }
  }

  private String describe(Line line) {
    if (session.inAuth()) {
      return "AUTH";
    }
    return line.fault() == null ? Command.of(line.text()).toString() : "command";
  }

  private void tell(SmtpReply reply) {
    if (reply.positive()) {
      LOG.debug("{}: {}: {}", peer, doing, reply);
    } else {
      LOG.info("{}: refused {}: {}", peer, doing, reply);
      door.count(Reason.of(reply));
    }
  }
}
