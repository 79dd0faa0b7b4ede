package io.postweiche.delivery;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Content;
import io.postweiche.core.reply.Reply;
import io.postweiche.core.reply.Stage;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.angus.mail.util.SocketFetcher;
import org.jspecify.annotations.Nullable;

/** A connection that is greeted, secured and logged in, and carries transactions. */
final class RelayTransport extends RelayDialogue {
  private static final int CHUNK = 64 * 1024;

  private final @Nullable Tokens tokens;
  private final Tuning tuning;
  private final long openedAt = System.nanoTime();
  private int transactions;
  private boolean resetDue;

  private RelayTransport(
      Session session,
      RelaySettings relay,
      RelaySocket socket,
      @Nullable Tokens tokens,
      Tuning tuning) {
    super(session, relay, socket, tuning.command());
    this.tokens = tokens;
    this.tuning = tuning;
  }

  /**
   * Connects, greets, secures and logs in.
   *
   * @param tokens for a login by OAuth, null for one by password
   */
  static RelayTransport open(
      Session session, RelaySettings relay, @Nullable Tokens tokens, Tuning tuning, Cutoff cutoff)
      throws RelayFault {
    RelaySocket socket = Dialer.dial(relay, tuning.connect());
    cutoff.opened(socket);
    try {
      RelayTransport line = new RelayTransport(session, relay, socket, tokens, tuning);
      line.begin();
      return line;
    } catch (RelayFault | RuntimeException e) {
      socket.drop();
      throw e;
    }
  }

  private synchronized void begin() throws RelayFault {
    try {
      connect(relay.tls() == TlsMode.IMPLICIT ? secured() : socket);
    } catch (RelayFault e) {
      throw e;
    } catch (MessagingException e) {
      // Angus found the reply not to be the one it wants
      throw RelayFault.replied(stage, last);
    }
  }

  @Override
  protected synchronized boolean protocolConnect(
      String host, int port, String user, String password) throws MessagingException {
    // without a user Angus only reads the greeting and says EHLO: it would take a missing AUTH for
    // permission to go on, and after a 530 send the password again
    super.protocolConnect(host, port, null, null);
    if (relay.mayStartTls()) {
      upgrade();
    }
    String username = relay.username();
    if (username != null) {
      stage = Stage.AUTH;
      Reply reply = new RelayLogin(this, username).run(relay.password(), tokens);
      if (!Replies.positive(reply)) {
        throw fault(RelayFault.replied(stage, reply));
      }
    }
    return true;
  }

  @Override
  protected boolean ehlo(String domain) throws MessagingException {
    stage = Stage.EHLO;
    return super.ehlo(domain);
  }

  @Override
  protected void helo(String domain) throws MessagingException {
    if (last.code() != 500 && last.code() != 502) {
      throw fault(RelayFault.replied(stage, last)); // it knows EHLO, and does not want us
    }
    super.helo(domain);
  }

  private void upgrade() throws MessagingException {
    stage = Stage.STARTTLS;
    if (!supportsExtension("STARTTLS")) {
      if (relay.tls() == TlsMode.STARTTLS_IF_OFFERED && relay.username() == null) {
        return; // in clear, as the operator allows; a login never goes that way
      }
      throw fault(
          RelayFault.Kind.TLS_NOT_OFFERED,
          "does not offer STARTTLS, which "
              + (relay.tls() == TlsMode.STARTTLS ? "'tls: starttls'" : "a login")
              + " requires; no login, no mail was sent");
    }
    socket.arm(patience);
    try {
      startTLS();
    } catch (RelayFault e) {
      throw e;
    } catch (MessagingException e) {
      throw last.code() == 220 ? tlsFault(e) : fault(RelayFault.replied(stage, last));
    } finally {
      socket.disarm();
    }
    // what was offered in clear may be an attacker's words
    if (!ehlo(getLocalHost())) {
      throw fault(RelayFault.replied(stage, last));
    }
  }

  private Socket secured() throws RelayFault {
    socket.arm(patience);
    try {
      return SocketFetcher.startTLS(socket, relay.host(), session.getProperties(), "mail.smtp");
    } catch (IOException e) {
      throw tlsFault(e);
    } finally {
      socket.disarm();
    }
  }

  private RelayFault tlsFault(Exception e) {
    return socket.expired()
        ? lost(e)
        : fault(RelayFault.Kind.TLS_FAILED, "TLS failed: " + Tls.explain(relay.host(), e));
  }

  /** Octets of the largest message the relay takes, as its last EHLO reply says (RFC 1870). */
  long largestMessage() {
    String announced = getExtensionParameter("SIZE");
    // 0 and a bare SIZE name no limit; more digits than a long holds are none either
    return announced != null && announced.strip().matches("[1-9]\\d{0,17}")
        ? Long.parseLong(announced.strip())
        : Long.MAX_VALUE;
  }

  /** Makes the connection ready for the next mail. */
  synchronized void freshen() throws RelayFault {
    patience = tuning.command();
    if (resetDue) {
      ask(Stage.MAIL, "RSET");
    }
    resetDue = true;
  }

  /** Sends DATA; before its reply come those still due. */
  synchronized Reply beginData(@Nullable Outstanding due) throws RelayFault {
    outstanding = due;
    return ask(Stage.DATA, "DATA");
  }

  /**
   * Sends the message and the final dot, and waits long for the reply to it.
   *
   * @throws IOException when the content cannot be read; the relay then has half a message and must
   *     never see its end
   */
  synchronized Reply writeBody(Content content) throws RelayFault, IOException {
    patience = tuning.block();
    DotStuffing body = body();
    byte[] chunk = new byte[(int) Math.max(1, Math.min(CHUNK, content.size()))];
    long left = content.size();
    try (InputStream in = content.open()) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        int octets = read;
        towardsRelay(() -> body.write(chunk, 0, octets));
        left -= read;
      }
    }
    if (left != 0) {
      throw new IOException("the stored message is not whole");
    }
    return finish(body);
  }

  /** Sends a message of no octets. */
  synchronized Reply writeNothing() throws RelayFault {
    return finish(body());
  }

  private DotStuffing body() throws RelayFault {
    try {
      return new DotStuffing(new BufferedOutputStream(outward()));
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private Reply finish(DotStuffing body) throws RelayFault {
    stage = Stage.EOD;
    patience = tuning.finalReply();
    boolean mine = socket.arm(patience);
    try {
      towardsRelay(body::end);
      readServerResponse();
      return last;
    } finally {
      disarm(mine);
    }
  }

  /** A transaction was opened by the relay's reply to MAIL. */
  synchronized void began() {
    transactions++;
  }

  /** The relay has ended the transaction, there is nothing to reset. */
  synchronized void completed() {
    resetDue = false;
  }

  /** Whether mail went over this connection before. */
  synchronized boolean used() {
    return transactions > 0;
  }

  /** Whether this connection is fit for another mail, without asking the relay. */
  synchronized boolean usable() {
    Duration age = Duration.ofNanos(System.nanoTime() - openedAt);
    boolean worn = transactions >= tuning.maxTransactions() || age.compareTo(tuning.maxAge()) >= 0;
    // one just opened serves at least the mail it was opened for
    return !broken && (transactions == 0 || !worn);
  }

  /** Gives up this connection without a word; nothing half-sent may be completed by a QUIT. */
  synchronized void breakOff() {
    broken = true;
    socket.drop();
  }

  /** Says QUIT when the relay still listens, and closes. */
  synchronized void hangUp() {
    patience = tuning.connect();
    try {
      close();
    } catch (MessagingException e) {
      // it has gone already
    }
    socket.drop();
  }
}
