package io.postweiche.smtp;

import io.postweiche.config.AllowedNetwork;
import io.postweiche.config.AllowedSenders;
import io.postweiche.config.HostPort;
import io.postweiche.config.LineEndings;
import io.postweiche.config.ListenLimits;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.ListenTls;
import io.postweiche.config.ListenUser;
import io.postweiche.config.Network;
import io.postweiche.config.PasswordHash;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.testing.RawSmtp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds listeners of all kinds, and what clients say to them. */
final class AccessServers {
  private final List<AllowedNetwork> allow = new ArrayList<>();
  private final Map<String, ListenUser> users = new HashMap<>();
  private final List<Network> proxies = new ArrayList<>();
  private ListenTls tls;
  private ListenLimits limits = TestServer.FEW;
  private boolean authWithoutTls;

  AccessServers allow(String network, String... senders) {
    allow.add(new AllowedNetwork(Network.of(network), senders(senders)));
    return this;
  }

  AccessServers user(String name, String password, String... senders) {
    PasswordHash hash = password == null ? null : new PasswordHash(password);
    users.put(name, new ListenUser(hash, senders(senders)));
    return this;
  }

  AccessServers proxy(String network) {
    proxies.add(Network.of(network));
    return this;
  }

  AccessServers tls(ListenTls files) {
    tls = files;
    return this;
  }

  AccessServers limits(ListenLimits other) {
    limits = other;
    return this;
  }

  AccessServers authWithoutTls() {
    authWithoutTls = true;
    return this;
  }

  ListenSettings settings() {
    return new ListenSettings(
        HostPort.of("127.0.0.1:0"),
        allow,
        tls,
        users,
        limits,
        proxies,
        authWithoutTls,
        LineEndings.REFUSE);
  }

  /** What a client says to log in. */
  static String login(String user, String password) {
    byte[] octets = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
    return "AUTH PLAIN " + Base64.getEncoder().encodeToString(octets);
  }

  /** A client that comes by a proxy from that IPv4 address, its greeting not yet read. */
  static RawSmtp from(String address, TestServer server) throws IOException {
    RawSmtp client = RawSmtp.connect(server.address());
    client.line("PROXY TCP4 " + address + " 127.0.0.1 40000 25");
    return client;
  }

  private static AllowedSenders senders(String... patterns) {
    return new AllowedSenders(Stream.of(patterns).map(SenderPattern::of).toList());
  }
}
