package io.postweiche.testing;

import io.postweiche.testing.ScriptedRelay.At;
import io.postweiche.testing.ScriptedRelay.Deed;
import io.postweiche.testing.ScriptedRelay.Received;
import io.postweiche.testing.ScriptedRelay.Rule;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection to a {@link ScriptedRelay}. */
final class ScriptedSession {
  private final ScriptedRelay relay;
  private final Socket raw;
  private final CountDownLatch over = new CountDownLatch(1);
  private Socket socket;
  private InputStream in;
  private OutputStream out;
  private boolean tls;
  private boolean inMessage;
  private String user;
  private String mail;
  private List<String> recipients = new ArrayList<>();
  // of the reply given last
  private int code;
  private boolean positive;

  ScriptedSession(ScriptedRelay relay, Socket raw) {
    this.relay = relay;
    this.raw = raw;
    this.socket = raw;
  }

  void run() {
    try {
      raw.setTcpNoDelay(true); // else pipelined replies wait 40 ms for each other
      use(raw);
      if (relay.setup.implicit != null) {
        secure(relay.setup.implicit);
      }
      if (answer(At.CONNECT, "", "220 relay.test ESMTP")) {
        for (String line = readLine(); line != null; line = readLine()) {
          relay.commands.add(line);
          if (!command(line)) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // the client or the script ended it
    } finally {
      closeQuietly();
    }
  }

  void hangUp(String... farewell) {
    try {
      if (farewell.length > 0) {
        write(farewell);
      }
    } catch (IOException e) {
      // gone before
    }
    over.countDown();
    closeQuietly();
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
    if (relay.setup.starttls != null && !tls) {
      lines.add("STARTTLS");
    }
    if (!relay.setup.logins.isEmpty() && (tls || relay.setup.starttls == null)) {
      lines.add("AUTH " + relay.setup.mechanisms);
    }
    int last = lines.size() - 1;
    lines.replaceAll(line -> "250-" + line);
    lines.set(last, lines.get(last).replaceFirst("250-", "250 "));
    return lines.toArray(String[]::new);
  }

  private boolean starttls(String line) throws IOException {
    if (relay.setup.starttls == null || tls) {
      return answer(At.STARTTLS, line, "502 no TLS here");
    }
    Rule rule = relay.rule(At.STARTTLS, line);
    if (rule != null) {
      return act(rule, "220 go ahead");
    }
    write("220 go ahead");
    secure(relay.setup.starttls);
    return true;
  }

  private boolean auth(String line) throws IOException {
    String[] words = line.split(" ");
    String claimed;
    String password;
    if (words[1].equalsIgnoreCase("PLAIN")) {
      String[] parts = decode(words[2]).split("\0", -1);
      claimed = parts[1];
      password = parts[2];
    } else {
      write("334 VXNlcm5hbWU6");
      claimed = decode(credential());
      write("334 UGFzc3dvcmQ6");
      password = decode(credential());
    }
    boolean good = password.equals(relay.setup.logins.get(claimed));
    user = good ? claimed : null;
    return answer(At.AUTH, line, good ? "235 welcome" : "535 Authentication credentials invalid");
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
      int octet = in.read();
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
        new Received(mail, recipients, body.content(), body.wire(), body.size(), tls, user);
    reset();
    Rule rule = relay.rule(At.EOD, received.mail());
    if (rule == null || rule.deed != Deed.REPLY || rule.lines.get(0).startsWith("2")) {
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
    Deed deed = rule == null ? Deed.REPLY : rule.deed;
    String[] lines = rule == null ? usual : rule.lines.toArray(String[]::new);
    code = lines.length == 0 ? 0 : Integer.parseInt(lines[lines.length - 1].substring(0, 3));
    positive = code / 100 == 2;
    switch (deed) {
      case REPLY, CLOSE -> write(lines);
      case RESET -> raw.setSoLinger(true, 0);
      case STALL -> {
        write(lines);
        stall();
      }
      case FREEZE -> freeze();
      case DRIP -> drip();
      case FLOOD -> flood();
    }
    if (deed == Deed.RESET) {
      raw.close();
    }
    return deed == Deed.REPLY;
  }

  /** Still notes the commands that come, to show what a client sends without waiting. */
  private void stall() throws IOException {
    for (String line = readLine(); line != null; line = readLine()) {
      if (!inMessage) {
        relay.commands.add(line);
      }
    }
  }

  private void freeze() throws IOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void drip() throws IOException {
    try {
      for (int i = 0; !over.await(20, TimeUnit.MILLISECONDS); i = (i + 1) % 10) {
        out.write("250-drip\r\n".charAt(i));
        out.flush();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void flood() throws IOException {
    byte[] lines = "250-flood\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    while (over.getCount() > 0) {
      out.write(lines);
    }
  }

  // the wire

  private void secure(SSLContext context) throws IOException {
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    use(secured);
    tls = true;
  }

  private void use(Socket other) throws IOException {
    socket = other;
    in = new BufferedInputStream(other.getInputStream(), 64 * 1024);
    out = other.getOutputStream();
  }

  private String credential() throws IOException {
    String line = readLine();
    relay.commands.add(line);
    return line;
  }

  /** Up to CRLF; null at the end. */
  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      if (octet == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text + "<bare LF>";
      }
      line.write(octet);
    }
    return null;
  }

  private void write(String... lines) throws IOException {
    if (lines.length > 0) {
      out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private void closeQuietly() {
    try {
      socket.close();
      raw.close();
    } catch (IOException e) {
      // closed anyway
    }
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
