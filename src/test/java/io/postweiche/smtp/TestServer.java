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
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.MailId;
import io.postweiche.spool.Spool;
import io.postweiche.testing.TestCertificates;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A server on a port of the system's choice, with what it listens for as a test sets it. */
final class TestServer implements Closeable {
  static final Map<String, PasswordHash> USERS = Map.of("erp", new PasswordHash("secret"));
  static final List<Network> LOOPBACK = List.of(Network.of("127.0.0.0/8"));

  /** Bounds that a test reaches: little time. */
  static final Limits QUICK =
      new Limits(
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          10_000,
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1),
          Duration.ofMillis(5),
          3,
          20,
          100,
          1000);

  /** Messages of 100 000 octets, 400 connections, five recipients. */
  static final ListenLimits FEW = new ListenLimits(100_000, 400, null, 1_000_000_000, 10_000, 5);

  final FakeIntake intake = new FakeIntake();

  /** The reasons of what was refused, in order. */
  final List<String> refused = new CopyOnWriteArrayList<>();

  private final Path spool;
  private final SmtpServer server;
  private final InetSocketAddress address;

  TestServer(Path spool, ListenSettings listen, Limits limits) throws IOException {
    this(spool, listen, limits, Clock.systemUTC());
  }

  /** With a clock for what locks and forgets. */
  TestServer(Path spool, ListenSettings listen, Limits limits, InstantSource clock)
      throws IOException {
    this.spool = spool;
    Spool opened = new Spool(spool);
    opened.open();
    AtomicInteger ids = new AtomicInteger();
    Handover handover =
        new Handover(
            intake,
            () -> new MailId(String.format("mail%08d", ids.incrementAndGet())),
            Clock.systemUTC());
    server =
        new SmtpServer(
            "relay.example", listen, opened, handover, limits, new Lockout(clock), refused::add);
    address = server.start();
  }

  /** Whoever comes from this machine may relay; at most 100 000 octets, 400 connections. */
  static ListenSettings open() {
    return settings(LOOPBACK, null, Map.of());
  }

  static ListenSettings settings(
      List<Network> allow, ListenTls tls, Map<String, PasswordHash> users) {
    return new ListenSettings(
        HostPort.of("127.0.0.1:0"),
        networks(allow),
        tls,
        users(users),
        FEW,
        List.of(),
        false,
        LineEndings.REFUSE);
  }

  static List<AllowedNetwork> networks(List<Network> allow) {
    return allow.stream().map(n -> new AllowedNetwork(n, AllowedSenders.ANY)).toList();
  }

  static Map<String, ListenUser> users(Map<String, PasswordHash> passwords) {
    Map<String, ListenUser> users = new HashMap<>();
    passwords.forEach((name, hash) -> users.put(name, new ListenUser(hash, AllowedSenders.ANY)));
    return users;
  }

  static ListenTls tls(TlsMode mode, TestCertificates.Pem files, boolean required) {
    return new ListenTls(mode, files.certificate(), files.key(), required);
  }

  /** Reads the TLS files again. */
  void reloadTls() {
    server.reloadTls();
  }

  InetSocketAddress address() {
    return address;
  }

  /** Bodies that lie in the spool now. */
  long spooled() {
    return spooled(file -> 1);
  }

  long spooledOctets() {
    return spooled(file -> file.toFile().length());
  }

  private long spooled(ToLongFunction<Path> counted) {
    try (Stream<Path> files = Files.list(spool)) {
      return files.mapToLong(counted).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
