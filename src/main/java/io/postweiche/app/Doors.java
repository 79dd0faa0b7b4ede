package io.postweiche.app;

import io.postweiche.config.ListenSettings;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
import io.postweiche.smtp.Lockout;
import io.postweiche.smtp.Refusals;
import io.postweiche.smtp.SmtpServer;
import io.postweiche.spool.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The SMTP listeners that are open. */
final class Doors implements Closeable {
  private record Door(SmtpServer server, InetSocketAddress at) {}

  private final Spool spool;
  private final Intake intake;
  private final Supplier<MailId> ids;
  private final Clock clock;
  private final Lockout lockout;
  private final Refusals refusals;
  private final Map<ListenSettings, Door> doors = new LinkedHashMap<>();

  Doors(Spool spool, Intake intake, Supplier<MailId> ids, Clock clock, Refusals refusals) {
    this.spool = spool;
    this.intake = intake;
    this.ids = ids;
    this.clock = clock;
    this.lockout = new Lockout(clock);
    this.refusals = refusals;
  }

  /**
   * Opens what is new, closes what is gone. Where a new listener cannot open, what was open before
   * is open again afterwards. One that stays reads its certificates again: their content may be
   * what changed.
   */
  synchronized void apply(String hostname, List<ListenSettings> wanted) throws IOException {
    List<ListenSettings> before = List.copyOf(doors.keySet());
    try {
      // a changed listener is closed first, for its port; others only when all new ones are open
      before.stream().filter(old -> changed(old, wanted)).forEach(this::shut);
      for (ListenSettings listen : wanted) {
        open(hostname, listen);
      }
    } catch (IOException e) {
      List.copyOf(doors.keySet()).stream()
          .filter(open -> !before.contains(open))
          .forEach(this::shut);
      reopen(hostname, before, e);
      throw e;
    }
    before.stream().filter(old -> !wanted.contains(old)).forEach(this::shut);
    doors.values().forEach(door -> door.server().reloadTls());
  }

  private static boolean changed(ListenSettings old, List<ListenSettings> wanted) {
    return !wanted.contains(old)
        && wanted.stream().anyMatch(listen -> listen.address().port() == old.address().port());
  }

  private void open(String hostname, ListenSettings listen) throws IOException {
    if (!doors.containsKey(listen)) {
      SmtpServer server =
          new SmtpServer(hostname, listen, spool, intake, ids, clock, lockout, refusals);
      doors.put(listen, new Door(server, server.start()));
    }
  }

  private void shut(ListenSettings listen) {
    Door door = doors.remove(listen);
    if (door != null) {
      door.server().close();
    }
  }

  private void reopen(String hostname, List<ListenSettings> before, IOException why) {
    for (ListenSettings old : before) {
      try {
        open(hostname, old);
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
  }

  /** Listeners that should be open and are not. */
  synchronized List<String> shut() {
    return doors.entrySet().stream()
        .filter(door -> !door.getValue().server().isOpen())
        .map(door -> door.getKey().address().toString())
        .toList();
  }

  synchronized List<InetSocketAddress> addresses() {
    return doors.values().stream().map(Door::at).toList();
  }

  @Override
  public synchronized void close() {
    List<Door> closing = new ArrayList<>(doors.values());
    doors.clear();
    closing.parallelStream().forEach(door -> door.server().close());
  }
}
