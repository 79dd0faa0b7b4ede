package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One client's conversation with a relay of the sandbox (RFC 5321). */
final class Session {
  /** What a session needs of the server it belongs to. */
  interface Host {
    RelaySettings relay();

    Behaviour behaviour();

    Mailbox mailbox();

    void secure(Wire wire) throws IOException;

    /** Lets some time pass, less when the server stops. */
    void dawdle();
  }

  private final Host host;
  private final RelaySettings relay;
  private final Behaviour behaviour;
  private final Extensions extensions;
  private final Wire wire;
  private final Map<String, String> values = new HashMap<>();
  private @Nullable Transaction transaction;
  private boolean greeted;
  private boolean loggedIn;

  Session(Host host, Wire wire) {
    this.host = host;
    this.wire = wire;
    relay = host.relay();
    behaviour = host.behaviour();
    extensions = new Extensions(relay, behaviour);
    values.put("relay", relay.id().value());
    values.put("user", relay.username() == null ? "nobody" : relay.username());
    values.put("id", host.mailbox().newName());
  }

  void run() throws IOException {
    if (relay.tls() == TlsMode.IMPLICIT) {
      host.secure(wire);
    }
    say(Say.GREETING);
    for (String line = wire.readLine(); line != null; line = wire.readLine()) {
      Command command = Command.of(line);
      if (line.length() >= Wire.LONGEST_LINE) {
        own("500 5.5.2 Line too long");
      } else if (command.verb().equals("QUIT")) {
        say(Say.GOODBYE);
        wire.flush();
        return;
      } else {
        answer(command);
      }
    }
  }

  private void answer(Command command) throws IOException {
    switch (command.verb()) {
      case "EHLO", "HELO" -> hello(command);
      case "STARTTLS" -> startTls(command);
      case "AUTH" -> logIn(command);
      case "MAIL" -> mail(command);
      case "RCPT" -> recipient(command);
      case "DATA" -> data();
      case "RSET" -> reset();
      case "NOOP" -> own("250 2.0.0 Ok");
      case "VRFY" -> own("252 2.5.2 Send some mail, I'll try my best");
      default -> say(Say.UNKNOWN_COMMAND);
    }
  }

  private void hello(Command command) throws IOException {
    if (command.argument().isEmpty()) {
      own("501 5.5.4 Syntax: " + command.verb() + " hostname");
      return;
    }
    transaction = null;
    greeted = true;
    values.put("client", command.argument());
    List<String> lines = new ArrayList<>();
    lines.add(behaviour.say(Say.HELLO, values));
    if (command.verb().equals("EHLO")) {
      lines.addAll(extensions.lines(wire.encrypted()));
    }
    int last = lines.size() - 1;
    String head = last == 0 ? "" : "250-" + String.join("\n250-", lines.subList(0, last)) + "\n";
    wire.reply(head + "250 " + lines.get(last));
  }

  private void startTls(Command command) throws IOException {
    if (!extensions.mayStartTls(wire.encrypted())) {
      own("503 5.5.1 STARTTLS is not offered now");
    } else if (!command.argument().isEmpty()) {
      own("501 5.5.4 Syntax: STARTTLS");
    } else {
      say(Say.STARTTLS);
      host.secure(wire);
      greeted = false; // what was said in clear does not count any more (RFC 3207 section 4.2)
      loggedIn = false;
      transaction = null;
    }
  }

  private void logIn(Command command) throws IOException {
    if (!extensions.mayLogIn(wire.encrypted()) || loggedIn || transaction != null) {
      own("503 5.5.1 AUTH is not offered now");
      return;
    }
    Login.Outcome outcome = new Login(relay, wire).run(command.argument());
    loggedIn = outcome == Login.Outcome.DONE;
    switch (outcome) {
      case DONE -> say(Say.LOGGED_IN);
      case REFUSED -> say(Say.LOGIN_REFUSED);
      case CANCELLED -> own("501 5.7.0 Authentication cancelled");
      case UNREADABLE -> own("501 5.5.2 Cannot decode the response");
      case UNKNOWN_MECHANISM -> own("504 5.5.4 Unrecognized authentication type");
    }
  }

  private void mail(Command command) throws IOException {
    if (!greeted || transaction != null) {
      own(greeted ? "503 5.5.1 Error: nested MAIL command" : "503 5.5.1 Say EHLO first");
    } else if (relay.mayStartTls() && !wire.encrypted()) {
      say(Say.TLS_REQUIRED);
    } else if (relay.username() != null && !loggedIn) {
      say(Say.LOGIN_REQUIRED);
    } else {
      PathArgument path = path(command, "FROM:");
      if (path != null && known(extensions.unknownOfMail(path))) {
        begin(path);
      }
    }
  }

  private void begin(PathArgument path) throws IOException {
    Transaction begun = new Transaction(relay, behaviour, path);
    values.put("sender", path.address().toString());
    values.put("domain", String.valueOf(path.address().domain()));
    Say answer = begun.sender();
    transaction = answer == Say.SENDER_TAKEN ? begun : null;
    say(answer);
  }

  private void recipient(Command command) throws IOException {
    if (transaction == null) {
      own("503 5.5.1 Error: need MAIL command");
      return;
    }
    PathArgument path = path(command, "TO:");
    if (path == null || !known(extensions.unknownOfRcpt(path))) {
      return;
    }
    if (path.address().isNull()) {
      own("501 5.1.3 Recipient address wanted");
      return;
    }
    Address recipient = path.address();
    values.put("recipient", recipient.toString());
    if (Trial.of(recipient) == Trial.SLOW) {
      host.dawdle();
    }
    say(transaction.recipient(recipient));
  }

  private void data() throws IOException {
    if (transaction == null || transaction.recipients().isEmpty()) {
      own(
          transaction == null
              ? "503 5.5.1 Error: need MAIL command"
              : "554 5.5.1 Error: no valid recipients");
      return;
    }
    say(Say.SEND_DATA);
    Transaction running = transaction;
    transaction = null;
    String name = host.mailbox().newName();
    values.put("id", name);
    try (Draft draft = host.mailbox().draft(relay.id(), name, relay.limits().messageSize())) {
      DotStuffing.copy(wire, draft);
      Say answer = running.message(draft);
      if (answer == Say.ACCEPTED) {
        host.mailbox().keep(relay.id(), name, draft, running.from(), running.recipients());
      }
      say(answer);
    }
  }

  private void reset() throws IOException {
    transaction = null;
    own("250 2.0.0 Ok");
  }

  private @Nullable PathArgument path(Command command, String prefix) throws IOException {
    try {
      return PathArgument.of(command.argument(), prefix);
    } catch (IllegalArgumentException e) {
      own("501 5.1.7 Bad address syntax");
      return null;
    }
  }

  private boolean known(@Nullable String unknownParameter) throws IOException {
    if (unknownParameter == null) {
      return true;
    }
    own("555 5.5.4 Unsupported option");
    return false;
  }

  /** A reply that no provider words its own way; without enhanced code where none are used. */
  private void own(String reply) throws IOException {
    wire.reply(
        behaviour.offers("ENHANCEDSTATUSCODES")
            ? reply
            : reply.replaceFirst(" [245]\\.\\d\\.\\d ", " "));
  }

  private void say(Say what) throws IOException {
    wire.reply(behaviour.say(what, values));
  }
}
