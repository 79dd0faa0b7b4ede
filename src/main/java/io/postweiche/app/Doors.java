package io.postweiche.app;

import io.postweiche.config.ListenSettings;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
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
import java.util.Objects;
import java.util.function.Supplier;

/** The SMTP listeners that are open. */
final class Doors implements Closeable {
  private record Door(SmtpServer server, InetSocketAddress at) {}

  private final Spool spool;
  private final Intake intake;
  private final Supplier<MailId> ids;
  private final Clock clock;
  private final Refusals refusals;
  private final Map<ListenSettings, Door> doors = new LinkedHashMap<>();

  Doors(Spool spool, Intake intake, Supplier<MailId> ids, Clock clock, Refusals refusals) {
    this.spool = spool;
    this.intake = intake;
    this.ids = ids;
    this.clock = clock;
    this.refusals = refusals;
  }

  /**
   * Opens what is new, closes what is gone; a changed listener is closed first, for its port. One
   * that stays reads its certificates again: their content may be what changed.
   */
  synchronized void apply(String hostname, List<ListenSettings> wanted) throws IOException {
    for (ListenSettings old : List.copyOf(doors.keySet())) {
      if (!wanted.contains(old)) {
        Objects.requireNonNull(doors.remove(old)).server().close();
      }
    }
    doors.values().forEach(door -> door.server().reloadTls());
    for (ListenSettings listen : wanted) {
      if (!doors.containsKey(listen)) {
        SmtpServer server = new SmtpServer(hostname, listen, spool, intake, ids, clock, refusals);
        doors.put(listen, new Door(server, server.start()));
      }
    }
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
