package io.postweiche.smtp;

import io.postweiche.config.ListenSettings;
import io.postweiche.config.ListenTls;
import io.postweiche.config.TlsMode;

/** Who may do what at a listener: its settings, read as questions. */
final class Access {
  private final ListenSettings listen;
  private final boolean clearLoopback;

  Access(ListenSettings listen) {
    this.listen = listen;
    this.clearLoopback = listen.tls() == null && listen.address().isLoopback();
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
    return !listen.users().isEmpty();
  }

  /** Passwords travel under TLS, or do not leave this machine. */
  boolean authOffered(Peer peer, boolean secure) {
    return hasUsers() && (secure || peer.isLoopback() || clearLoopback);
  }

  boolean inAllowedNetwork(Peer peer) {
    return listen.allow().stream().anyMatch(network -> network.contains(peer.address()));
  }

  long maxMessageSize() {
    return listen.maxMessageSize();
  }
}
