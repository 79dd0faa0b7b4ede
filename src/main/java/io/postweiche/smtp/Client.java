package io.postweiche.smtp;

import io.postweiche.config.AllowedSenders;
import io.postweiche.core.mail.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who the other side of a session is: its address, greeting, TLS, certificate and login. */
final class Client {
  private final String hostname;
  private final Access access;
  private final Peer peer;
  private final Authentication authentication;
  private boolean secure;
  private boolean extended;
  private @Nullable String greeting;
  private @Nullable String certified;

  /** A client that has only come. */
  Client(String hostname, Access access, Limits limits, Peer peer) {
    this.hostname = hostname;
    this.access = access;
    this.peer = peer;
    this.authentication = new Authentication(limits, access.scram());
  }

  /** Where {@link Answer.Next#CHECK_LOGIN} finds what to check and leaves its outcome. */
  Authentication authentication() {
    return authentication;
  }

  /** TLS is on: all but the owner of the client's certificate, if any, is forgotten. */
  void secured(@Nullable String owner) {
    secure = true;
    certified = owner;
    greeting = null;
    extended = false;
    authentication.forget();
  }

  SmtpReply hello(String name, boolean ehlo) {
    extended = ehlo;
    // whatever it is goes into our Received line, so only what a name can hold is kept
    greeting = Printable.ascii(name).replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?");
    if (!ehlo) {
      return SmtpReply.of(250, "2.0.0", hostname);
    }
    List<String> lines = new ArrayList<>(List.of(hostname, "PIPELINING"));
    lines.add("SIZE " + access.maxMessageSize());
    lines.addAll(List.of("8BITMIME", "SMTPUTF8", "CHUNKING", "DSN", "ENHANCEDSTATUSCODES"));
    if (access.startTlsOffered(secure)) {
      lines.add("STARTTLS");
    }
    if (access.authOffered(peer, secure) && !loggedIn()) {
      lines.add("AUTH " + String.join(" ", AuthExchange.mechanisms(access.scram())));
    }
    return new SmtpReply(250, "", lines);
  }

  SmtpReply startTls() throws Refused {
    if (!access.startTlsOffered(secure)) {
      throw secure
          ? new Refused(Replies.sequence("TLS is on already"))
          : new Refused(502, "5.5.1", "STARTTLS not offered");
    }
    requireGreeting();
    return Replies.START_TLS;
  }

  Answer auth(String argument, boolean inMail) throws Refused {
    if (!access.hasUsers()) {
      throw new Refused(502, "5.5.1", "AUTH not offered");
    }
    if (!access.authOffered(peer, secure)) {
      throw new Refused(538, "5.7.11", "AUTH only under TLS");
    }
    if (loggedIn()) {
      throw new Refused(Replies.sequence("Logged in already"));
    }
    if (!extended || inMail) {
      throw new Refused(Replies.sequence("AUTH comes after EHLO and before MAIL"));
    }
    return authentication.begin(argument);
  }

  void requireTls(Verb verb) throws Refused {
    if (access.tlsMissing(secure) && !verb.allowedBeforeTls()) {
      throw new Refused(530, "5.7.0", "Must issue a STARTTLS command first");
    }
  }

  void requireGreeting() throws Refused {
    if (greeting == null) {
      throw new Refused(Replies.sequence("EHLO comes first"));
    }
  }

  /** The senders this client may use. */
  AllowedSenders requireRelaying() throws Refused {
    AllowedSenders senders = access.senders(peer, authentication.user(), certified);
    if (senders != null) {
      return senders;
    }
    throw access.hasUsers()
        ? new Refused(530, "5.7.0", "Authentication required")
        : new Refused(550, "5.7.1", "Relaying from " + peer + " not allowed");
  }

  Origin origin(boolean smtpUtf8) {
    return new Origin(
        protocol(smtpUtf8),
        peer.toString(),
        Objects.requireNonNullElse(greeting, ""),
        loggedIn() ? authentication.user() : certified);
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
