package io.postweiche.testing;

import io.postweiche.testing.ScriptedRelay.At;
import io.postweiche.testing.ScriptedRelay.Received;
import io.postweiche.testing.ScriptedRelay.Rule;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** One connection to a {@link ScriptedRelay}. */
final class ScriptedSession {
  private final ScriptedRelay relay;
  private final ScriptedWire wire;
  private boolean inMessage;
  private String user;
  private String mail;
  private List<String> recipients = new ArrayList<>();
  // of the reply given last
  private int code;
  private boolean positive;

  ScriptedSession(ScriptedRelay relay, Socket socket) {
    this.relay = relay;
    this.wire = new ScriptedWire(socket);
  }

  void run() {
    try {
      wire.open();
      if (relay.setup.implicit != null) {
        wire.secure(relay.setup.implicit, relay.setup.clientCertificates);
      }
      if (answer(At.CONNECT, "", "220 relay.test ESMTP")) {
        for (String line = wire.readLine(); line != null; line = wire.readLine()) {
          relay.commands.add(line);
          if (!command(line)) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // the client or the script ended it
    } finally {
      wire.close();
    }
  }

  void hangUp(String... farewell) {
    wire.hangUp(farewell);
  }

  /** False when the connection is over. */
  private boolean command(String line) throws IOException {
    String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
    return switch (verb) {
      case "EHLO", "HELO" -> {
        reset();
        yield answer(At.EHLO, line, ehlo());
      }
      case "STARTTLS" -> starttls(line);
      case "AUTH" -> auth(line);
      case "MAIL" -> mail(line);
      case "RCPT" -> rcpt(line);
      case "DATA" -> data(line);
      case "RSET" -> {
        reset();
        yield answer(At.RSET, line, "250 reset");
      }
      case "QUIT" -> {
        answer(At.QUIT, line, "221 bye");
        yield false;
      }
      default -> answer(null, line, "500 unknown command");
    };
  }

  private String[] ehlo() {
    List<String> lines = new ArrayList<>(List.of("relay.test"));
    lines.addAll(relay.setup.keywords);
    if (relay.setup.starttls != null && !wire.tls()) {
      lines.add("STARTTLS");
    }
    if (!relay.setup.logins.isEmpty() && (wire.tls() || relay.setup.starttls == null)) {
      lines.add("AUTH " + relay.setup.mechanisms);
    }
    int last = lines.size() - 1;
    lines.replaceAll(line -> "250-" + line);
    lines.set(last, lines.get(last).replaceFirst("250-", "250 "));
    return lines.toArray(String[]::new);
  }

  private boolean starttls(String line) throws IOException {
    if (relay.setup.starttls == null || wire.tls()) {
      return answer(At.STARTTLS, line, "502 no TLS here");
    }
    Rule rule = relay.rule(At.STARTTLS, line);
    if (rule != null) {
      return act(rule, "220 go ahead");
    }
    wire.write("220 go ahead");
    wire.secure(relay.setup.starttls, relay.setup.clientCertificates);
    return true;
  }

  private boolean auth(String line) throws IOException {
    String[] words = line.split(" ");
    if (words[1].equalsIgnoreCase("XOAUTH2")) {
      return token(line, decode(words[2]));
    }
    String claimed;
    String password;
    if (words[1].equalsIgnoreCase("PLAIN")) {
      String[] parts = decode(words[2]).split("\0", -1);
      claimed = parts[1];
      password = parts[2];
    } else {
      wire.write("334 VXNlcm5hbWU6");
      claimed = decode(credential());
      wire.write("334 UGFzc3dvcmQ6");
      password = decode(credential());
    }
    boolean good = password.equals(relay.setup.logins.get(claimed));
    user = good ? claimed : null;
    return answer(At.AUTH, line, good ? "235 welcome" : "535 Authentication credentials invalid");
  }

  /** {@code user=…^Aauth=Bearer …^A^A}; a login's password is the token that is good. */
  private boolean token(String line, String response) throws IOException {
    String[] parts = response.split("\1");
    String claimed = parts[0].replaceFirst("^user=", "");
    boolean good = parts[1].equals("auth=Bearer " + relay.setup.logins.get(claimed));
    user = good ? claimed : null;
    if (good || relay.setup.challenge == null) {
      return answer(At.AUTH, line, good ? "235 welcome" : "535 5.7.3 Authentication unsuccessful");
    }
    wire.write("334 " + relay.setup.challenge);
    String acknowledged = credential();
    return answer(
        null, acknowledged, "535-5.7.8 Username and Password not accepted", "535 5.7.8 bye");
  }

  private boolean mail(String line) throws IOException {
    if (user == null && !relay.setup.logins.isEmpty()) {
      return answer(At.MAIL, line, "530 Authentication required");
    }
    if (mail != null) {
      return answer(At.MAIL, line, "503 nested MAIL");
    }
    boolean goesOn = answer(At.MAIL, line, "250 sender ok");
    mail = positive ? line : null;
    return goesOn;
  }

  private boolean rcpt(String line) throws IOException {
    if (mail == null) {
      return answer(null, line, "503 MAIL first");
    }
    boolean goesOn = answer(At.RCPT, line, "250 recipient ok");
    if (positive) {
      recipients.add(line.substring(line.indexOf('<') + 1, line.lastIndexOf('>')));
    }
    return goesOn;
  }

  private boolean data(String line) throws IOException {
    String nobody = mail == null ? "503 MAIL first" : "554 no valid recipients";
    boolean goesOn = answer(At.DATA, line, recipients.isEmpty() ? nobody : "354 go ahead");
    return goesOn && (code != 354 || body());
  }

  private boolean body() throws IOException {
    inMessage = true;
    ScriptedBody body = new ScriptedBody(relay.setup.keepBodies);
    while (!body.finished()) {
      int octet = wire.read();
      if (octet < 0) {
        return false;
      }
      body.take(octet);
      if (body.octets() == 1000) {
        Rule rule = relay.rule(At.BODY, "");
        if (rule != null) {
          return act(rule);
        }
      }
    }
    inMessage = false;
    Received received =
        new Received(mail, recipients, body.content(), body.wire(), body.size(), wire.tls(), user);
    reset();
    Rule rule = relay.rule(At.EOD, received.mail());
    if (rule == null || rule.deed != ScriptedDeed.REPLY || rule.lines.get(0).startsWith("2")) {
      relay.messages.add(received);
    }
    return act(rule, "250 taken, id=" + relay.messages.size());
  }

  private void reset() {
    mail = null;
    recipients = new ArrayList<>();
  }

  // what the script says

  private boolean answer(At at, String command, String... usual) throws IOException {
    return act(at == null ? null : relay.rule(at, command), usual);
  }

  private boolean act(Rule rule, String... usual) throws IOException {
    ScriptedDeed deed = rule == null ? ScriptedDeed.REPLY : rule.deed;
    String[] lines = rule == null ? usual : rule.lines.toArray(String[]::new);
    code = lines.length == 0 ? 0 : Integer.parseInt(lines[lines.length - 1].substring(0, 3));
    positive = code / 100 == 2;
    switch (deed) {
      case REPLY, CLOSE -> wire.write(lines);
      case RESET -> wire.reset();
      case STALL -> {
        wire.write(lines);
        stall();
      }
      case FREEZE -> wire.freeze();
      case DRIP -> wire.drip();
      case FLOOD -> wire.flood();
    }
    return deed == ScriptedDeed.REPLY;
  }

  /** Still notes the commands that come, to show what a client sends without waiting. */
  private void stall() throws IOException {
    for (String line = wire.readLine(); line != null; line = wire.readLine()) {
      if (!inMessage) {
        relay.commands.add(line);
      }
    }
  }

  private String credential() throws IOException {
    String line = wire.readLine();
    relay.commands.add(line);
    return line;
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
