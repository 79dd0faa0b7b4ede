package io.postweiche.delivery;

import io.postweiche.config.RelaySettings;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Commands and replies over one connection: Angus's primitives, with every reply kept, every wait
 * bounded and every failure told with its stage. A failure here ends the connection.
 */
abstract class RelayDialogue extends SMTPTransport {
  /** Takes the replies still due from pipelined commands. */
  @FunctionalInterface
  interface Outstanding {
    void drain() throws RelayFault;
  }

  /** Something that is written towards the relay. */
  @FunctionalInterface
  interface Writing {
    void run() throws IOException;
  }

  private static final byte[] LINE_END = {'\r', '\n'};

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private Stage heldFrom = Stage.MAIL;
  final RelaySettings relay;
  final RelaySocket socket;
  Stage stage = Stage.CONNECT;
  Duration patience;
  Reply last = Reply.none("");
  @Nullable Outstanding outstanding;
  boolean broken;

  RelayDialogue(Session session, RelaySettings relay, RelaySocket socket, Duration patience) {
    super(session, new URLName("smtp", relay.host(), relay.port(), null, null, null));
    this.relay = relay;
    this.socket = socket;
    this.patience = patience;
  }

  synchronized void send(Stage at, String command) throws RelayFault {
    stage = at;
    sendCommand(command);
  }

  /** For pipelining: goes out with what follows, in one piece (RFC 2920 section 3.1). */
  synchronized void sendLater(Stage at, String command) {
    if (held.size() == 0) {
      heldFrom = at;
    }
    held.writeBytes(octets(command));
    held.writeBytes(LINE_END);
  }

  synchronized Reply receive(Stage at) throws RelayFault {
    stage = at;
    readServerResponse();
    return last;
  }

  /** Whether EHLO offered this mechanism of AUTH. */
  boolean offersLogin(String mechanism) {
    return supportsAuthentication(mechanism);
  }

  Reply ask(Stage at, String command) throws RelayFault {
    send(at, command);
    return receive(at);
  }

  @Override
  protected void sendCommand(String command) throws RelayFault {
    byte[] octets = octets(command);
    if (held.size() > 0) {
      held.writeBytes(octets);
      held.writeBytes(LINE_END);
      release();
      return;
    }
    boolean mine = socket.arm(patience);
    try {
      super.sendCommand(new String(octets, StandardCharsets.ISO_8859_1));
    } catch (MessagingException e) {
      throw lost(e);
    } finally {
      disarm(mine);
    }
  }

  /** Past Angus, which would send command by command; it holds nothing back itself. */
  private void release() throws RelayFault {
    Stage now = stage;
    stage = heldFrom; // where a fault would be
    try {
      towardsRelay(() -> held.writeTo(outward()));
    } finally {
      held.reset();
    }
    stage = now;
  }

  /** Writes to the relay for as long as patience lasts. */
  final void towardsRelay(Writing writing) throws RelayFault {
    boolean mine = socket.arm(patience);
    try {
      writing.run();
    } catch (IOException e) {
      throw lost(e);
    } finally {
      disarm(mine);
    }
  }

  /** Towards the relay, by the way of Angus's commands. */
  final OutputStream outward() throws IOException {
    if (isSSL() != socket.isSecured()) { // where it would go out in clear, it does not go out
      throw new IllegalStateException("this would not go the way of the commands before");
    }
    return socket.outward();
  }

  /**
   * Angus makes one octet of one char: UTF-8 goes through as its octets, and no character is cut
   * down to a CR or LF (CVE-2025-7962).
   */
  private byte[] octets(String command) {
    if (command.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("CR, LF or NUL in a command at " + stage);
    }
    return command.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected int readServerResponse() throws RelayFault {
    if (held.size() > 0) {
      release();
    }
    drainOutstanding();
    boolean mine = socket.arm(patience);
    int code;
    try {
      code = super.readServerResponse();
    } catch (MessagingException e) {
      throw lost(e);
    } finally {
      disarm(mine);
    }
    last = Replies.of(getLastServerResponse(), code);
    if (code < 100) {
      throw Replies.cutShort(last)
          ? fault(RelayFault.Kind.CLOSED, "closed the connection" + during())
          : fault(new RelayFault(RelayFault.Kind.OUT_OF_PROTOCOL, stage, last));
    }
    return code;
  }

  @Override
  public synchronized void issueCommand(String command, int expected) throws MessagingException {
    // after every refusal Angus resets at once, and when that fails the refusal is lost; a reset
    // may as well wait for the next mail
    if (!command.equals("RSET")) {
      super.issueCommand(command, expected);
    }
  }

  final RelayFault lost(Throwable e) {
    if (socket.expired()) {
      String within = Dialer.seconds(patience);
      return fault(RelayFault.Kind.TIMED_OUT, "gave no answer within " + within + during());
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String what = "broke the connection" + during() + ": " + cause.getMessage();
    return fault(RelayFault.Kind.CLOSED, what);
  }

  final RelayFault fault(RelayFault.Kind kind, String what) {
    String sentence = relay.host() + ":" + relay.port() + " " + what;
    return fault(new RelayFault(kind, stage, Reply.none(sentence)));
  }

  final RelayFault fault(RelayFault fault) {
    broken = true;
    return fault;
  }

  final void disarm(boolean mine) {
    if (mine) {
      socket.disarm();
    }
  }

  private void drainOutstanding() throws RelayFault {
    Outstanding due = outstanding;
    outstanding = null;
    if (due != null) {
      Stage now = stage;
      due.drain();
      stage = now;
    }
  }

  private String during() {
    return switch (stage) {
      case CONNECT -> " before its greeting";
      case EOD -> " after the end of the message";
      case DATA -> " while the message was sent";
      case EHLO, STARTTLS, AUTH, MAIL, RCPT, UNKNOWN -> " at " + stage;
    };
  }
}
