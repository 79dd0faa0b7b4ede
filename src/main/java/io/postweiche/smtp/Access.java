package io.postweiche.smtp;

import io.postweiche.config.AllowedNetwork;
import io.postweiche.config.AllowedSenders;
import io.postweiche.config.ListenLimits;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.ListenTls;
import io.postweiche.config.ListenUser;
import io.postweiche.config.TlsMode;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Who may do what at a listener: its settings, read as questions. */
final class Access {
  private final ListenSettings listen;
  private final boolean clearLoopback;
  private final ScramUsers scram;

  Access(ListenSettings listen) {
    this.listen = listen;
    this.scram = new ScramUsers(listen.users());
    // a proxy on this machine brings clients of others
    this.clearLoopback =
        listen.tls() == null && listen.address().isLoopback() && listen.proxyProtocol().isEmpty();
  }

  boolean startTlsOffered(boolean secure) {
    ListenTls tls = listen.tls();
    return tls != null && tls.mode() == TlsMode.STARTTLS && !secure;
  }

  boolean tlsMissing(boolean secure) {
    ListenTls tls = listen.tls();
    return tls != null && tls.mode() != TlsMode.NONE && tls.required() && !secure;
  }

  boolean hasUsers() {
    return listen.users().values().stream().anyMatch(user -> user.password() != null);
  }

  /** Passwords travel under TLS, or do not leave this machine, or the operator said otherwise. */
  boolean authOffered(Peer peer, boolean secure) {
    boolean safe = secure || peer.isLoopback() || clearLoopback || listen.authWithoutTls();
    return hasUsers() && safe;
  }

  /** Who may prove a password without showing it. */
  ScramUsers scram() {
    return scram;
  }

  /** Whether this is a proxy, whose word on the client's address counts. */
  boolean isProxy(Peer peer) {
    return listen.proxyProtocol().stream().anyMatch(network -> network.contains(peer.address()));
  }

  /**
   * The senders that a client may use; null when it may not relay.
   *
   * @param login the user who logged in; null when nobody did
   * @param certified the owner of the client's certificate; null without one
   */
  @Nullable AllowedSenders senders(Peer peer, @Nullable String login, @Nullable String certified) {
    String user = login == null ? certified : login;
    if (user != null) {
      ListenUser known = listen.users().get(user);
      return known == null ? AllowedSenders.ANY : known.senders();
    }
    return listen.allow().stream()
        .filter(allowed -> allowed.network().contains(peer.address()))
        .max(Comparator.comparingInt(allowed -> allowed.network().bits()))
        .map(AllowedNetwork::senders)
        .orElse(null);
  }

  ListenLimits limits() {
    return listen.limits();
  }

  long maxMessageSize() {
    return listen.maxMessageSize();
  }
}
