package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import io.postweiche.core.routing.RelayId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Plays every relay of the configuration on loopback, so that nothing leaves the machine: a real
 * SMTP server each, with TLS, login and sender rule as the relay has them.
 */
public final class Sandbox implements Closeable {
  private final Behaviours behaviours = new Behaviours();
  private final Mailbox mailbox;
  private final SSLContext tls;
  private final Path ca;
  private Map<RelayId, RelayServer> servers = Map.of();

  private Sandbox(Path folder) throws IOException {
    Clock clock = Clock.systemUTC();
    SandboxTls certificates = new SandboxTls(Files.createDirectories(folder), clock);
    tls = certificates.open();
    ca = certificates.ca();
    mailbox = new Mailbox(folder, clock);
  }

  /**
   * Starts a server for each relay.
   *
   * @param folder where certificates and taken mail lie; created when missing
   */
  public static Sandbox start(Collection<RelaySettings> relays, Path folder) throws IOException {
    Sandbox sandbox = new Sandbox(folder);
    sandbox.reconfigure(relays);
    return sandbox;
  }

  /**
   * The relays as a client is to reach them: the same settings with the sandbox's host, port and
   * CA.
   */
  public synchronized Map<RelayId, RelaySettings> relays() {
    Map<RelayId, RelaySettings> reachable = new LinkedHashMap<>();
    servers.forEach((id, server) -> reachable.put(id, here(server)));
    return reachable;
  }

  /**
   * Takes another set of relays: those that stay keep their port and, for connections made from now
   * on, get their new settings. When one cannot start, all stays as it was.
   */
  public synchronized void reconfigure(Collection<RelaySettings> relays) throws IOException {
    Map<RelayId, RelayServer> next = new LinkedHashMap<>();
    try {
      for (RelaySettings relay : relays) {
        RelayServer running = servers.get(relay.id());
        next.put(relay.id(), running == null ? play(relay) : running);
      }
    } catch (IOException | RuntimeException e) {
      stopAllBut(servers, next);
      throw e;
    }
    relays.forEach(relay -> reconfigure(next, relay));
    Map<RelayId, RelayServer> before = servers;
    servers = next;
    stopAllBut(next, before);
  }

  /** Everything taken so far, by earlier runs too, the newest last. */
  public List<TakenMail> taken() throws IOException {
    return mailbox.list();
  }

  @Override
  public synchronized void close() throws IOException {
    Map<RelayId, RelayServer> before = servers;
    servers = Map.of();
    stopAllBut(servers, before);
  }

  private RelayServer play(RelaySettings relay) throws IOException {
    return new RelayServer(relay, behaviours, mailbox, tls);
  }

  private static void reconfigure(Map<RelayId, RelayServer> servers, RelaySettings relay) {
    RelayServer server = servers.get(relay.id());
    if (server != null) {
      server.reconfigure(relay);
    }
  }

  private static void stopAllBut(
      Map<RelayId, RelayServer> staying, Map<RelayId, RelayServer> servers) throws IOException {
    for (Map.Entry<RelayId, RelayServer> entry : servers.entrySet()) {
      if (!staying.containsKey(entry.getKey())) {
        entry.getValue().close();
      }
    }
  }

  private RelaySettings here(RelayServer server) {
    RelaySettings relay = server.relay();
    return new RelaySettings(
            relay.id(),
            relay.provider(),
            "127.0.0.1",
            server.port(),
            relay.tls(),
            ca,
            relay.username(),
            relay.password(),
            relay.profile(),
            relay.limits())
        .withoutSupposedLimits();
  }
}
