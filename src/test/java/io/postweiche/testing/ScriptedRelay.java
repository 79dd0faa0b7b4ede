package io.postweiche.testing;

import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A relay for tests: a real SMTP server on loopback that does what its script says, and notes every
 * octet. Without a script it takes everything. It shares no code with the router.
 *
 * <pre>{@code
 * try (ScriptedRelay relay = ScriptedRelay.offering("SIZE 1000000", "8BITMIME").start()) {
 *   relay.at(At.RCPT).on("bob@example.org").replies("550 5.1.1 no such user");
 *   relay.at(At.EOD).once().closes();       // takes the mail, never says so
 *   … send to relay.port() …
 *   relay.messages(); relay.commands(); relay.connections();
 * }
 * }</pre>
 *
 * The script may change at any time and applies from the next command on. Of several matching
 * rules, the one written last speaks.
 */
public final class ScriptedRelay implements AutoCloseable {
  /** Where in the dialogue; BODY is inside the message, after its first 1,000 octets. */
  public enum At {
    CONNECT,
    EHLO,
    STARTTLS,
    AUTH,
    MAIL,
    RCPT,
    DATA,
    BODY,
    EOD,
    RSET,
    QUIT
  }

  /**
   * A message the relay took, or may have taken when its script broke off behind the final dot.
   *
   * @param mail the whole MAIL command
   * @param recipients those accepted, as {@code local@domain}
   * @param content with dot-stuffing undone; empty when bodies are not kept
   * @param wire every octet between {@code 354} and the final dot, its line not included
   * @param size octets of the content
   * @param user who had logged in; null for nobody
   */
  public record Received(
      String mail,
      List<String> recipients,
      byte[] content,
      byte[] wire,
      long size,
      boolean tls,
      String user) {}

  /** One line of the script; ends with what the relay does. */
  public final class Rule {
    final At at;
    String on = "";
    final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    List<String> lines = List.of();
    ScriptedDeed deed;

    private Rule(At at) {
      this.at = at;
    }

    /** Only for commands that contain this, whatever the case. */
    public Rule on(String part) {
      on = part.toLowerCase(Locale.ROOT);
      return this;
    }

    public Rule once() {
      return times(1);
    }

    public Rule times(int times) {
      left.set(times);
      return this;
    }

    /** Whole lines, code and hyphen included: {@code "550-first", "550 second"}. */
    public void replies(String... replyLines) {
      write(ScriptedDeed.REPLY, replyLines);
    }

    /** Says this, or nothing, and closes the connection. */
    public void closes(String... replyLines) {
      write(ScriptedDeed.CLOSE, replyLines);
    }

    /** Breaks the connection with a TCP reset. */
    public void resets() {
      write(ScriptedDeed.RESET);
    }

    /** Says this, or nothing, then nothing more, and reads whatever comes. */
    public void stalls(String... replyLines) {
      write(ScriptedDeed.STALL, replyLines);
    }

    /** Neither says nor reads anything more, so that the sender's buffers fill. */
    public void freezes() {
      write(ScriptedDeed.FREEZE);
    }

    /** Sends an endless reply, an octet now and then. */
    public void drips() {
      write(ScriptedDeed.DRIP);
    }

    /** Sends an endless reply as fast as it can. */
    public void floods() {
      write(ScriptedDeed.FLOOD);
    }

    private void write(ScriptedDeed what, String... replyLines) {
      deed = what;
      lines = List.of(replyLines);
      rules.add(0, this);
    }

    boolean speaks(At now, String command) {
      return at == now
          && command.toLowerCase(Locale.ROOT).contains(on)
          && left.getAndUpdate(n -> n == 0 ? 0 : n - 1) > 0;
    }
  }

  final ScriptedSetup setup;
  final List<Received> messages = new CopyOnWriteArrayList<>();
  final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<String> clients = new CopyOnWriteArrayList<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<ScriptedSession> open = ConcurrentHashMap.newKeySet();
  private final LocalServer server;

  ScriptedRelay(ScriptedSetup setup) {
    this.setup = setup;
    server = new LocalServer("scripted-relay", 200, this::taken);
  }

  /** A relay that offers these keywords at EHLO; AUTH and STARTTLS come by themselves. */
  public static ScriptedSetup offering(String... keywords) {
    return new ScriptedSetup(List.of(keywords));
  }

  /** A plain relay, started. */
  public static ScriptedRelay start() {
    return offering().start();
  }

  /** Addresses from which connections came, in their order. */
  public List<String> clients() {
    return List.copyOf(clients);
  }

  public int port() {
    return server.port();
  }

  /** Begins a line of the script. */
  public Rule at(At at) {
    return new Rule(at);
  }

  /** Another password, or token, from the next login on. */
  public void changeLogin(String user, String password) {
    setup.logins.put(user, password);
  }

  /** Back to taking everything. */
  public void forgetScript() {
    rules.clear();
  }

  /** In the order of their arrival. */
  public List<Received> messages() {
    return List.copyOf(messages);
  }

  /** Every line of every client, message bodies excepted, logins included. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  /** How many connections were ever made. */
  public int connections() {
    return connections.get();
  }

  /** How many connections are open now. */
  public int open() {
    return open.size();
  }

  /** Closes every connection as a server does that got tired of them; says this first, if any. */
  public void hangUp(String... farewell) {
    new ArrayList<>(open).forEach(session -> session.hangUp(farewell));
  }

  /** Stops listening and closes every connection; afterwards the port refuses connections. */
  @Override
  public void close() {
    server.close();
    hangUp();
  }

  Rule rule(At at, String command) {
    return rules.stream().filter(rule -> rule.speaks(at, command)).findFirst().orElse(null);
  }

  private Runnable taken(Socket socket) {
    connections.incrementAndGet();
    clients.add(socket.getInetAddress().getHostAddress());
    ScriptedSession session = new ScriptedSession(this, socket);
    open.add(session);
    return () -> {
      session.run();
      open.remove(session);
    };
  }
}
