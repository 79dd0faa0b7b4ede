package io.postweiche.config;

import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Repair;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Reads the whole file, section by section; what is wrong goes to the faults of its reading. */
final class SettingsReader {
  private SettingsReader() {}

  static Settings read(Path file, Section root) {
    Doors doors = new Doors();
    RelaysReader relays = new RelaysReader(root);
    BounceSettings bounces = BouncesReader.read(root, relays);
    SrsSettings srs = SrsReader.read(root.section("srs"));
    Domain own = bounces == null ? null : bounces.from().domain();
    Settings settings =
        new Settings(
            file,
            hostname(root),
            root.read("data", Path.of("data"), Path::of),
            root.read("sandbox", false, Scalars::flag),
            ListenReader.read(root, doors),
            relays.all(),
            SendersReader.read(root, relays, srs.domain() == null ? own : srs.domain()),
            RetryReader.read(root.section("retry")),
            bounces,
            BrokerReader.read(root, doors),
            ConsoleReader.read(root.section("console"), doors),
            TrackingReader.read(root.section("tracking")),
            repair(root),
            DkimReader.read(root),
            srs,
            RepliesReader.read(root),
            AlertsReader.read(root, relays),
            log(root.section("log")),
            TracingReader.read(root));
    root.refuseOthers();
    if (root.reading().faults().none()) {
      SenderReach.warn(root.reading(), settings);
    }
    return settings;
  }

  private static LogFormat log(Section section) {
    LogFormat format =
        section.read("format", LogFormat.TEXT, Scalars.word(Choices.of(LogFormat.class)));
    section.refuseOthers();
    return format;
  }

  private static Set<Repair> repair(Section root) {
    Map<String, Repair> words = new LinkedHashMap<>();
    EnumSet.allOf(Repair.class).forEach(each -> words.put(each.word(), each));
    EnumSet<Repair> wanted = EnumSet.noneOf(Repair.class);
    for (Value item : root.items("repair")) {
      Repair repair = item.as(Scalars.word(words));
      if (repair != null) {
        wanted.add(repair);
      }
    }
    return wanted;
  }

  private static String hostname(Section root) {
    String written = root.find("hostname", Scalars::name);
    if (written != null) {
      return written;
    }
    // the lookup may ask a name server that does not answer; that must not hold up the start
    return root.has("hostname")
        ? "localhost"
        : CompletableFuture.supplyAsync(SettingsReader::machine)
            .completeOnTimeout("localhost", 2, TimeUnit.SECONDS)
            .join();
  }

  private static String machine() {
    try {
      InetAddress here = InetAddress.getLocalHost();
      String full = here.getCanonicalHostName();
      boolean nameless = full.equals(here.getHostAddress()) || full.equals("localhost");
      return Domain.of(nameless ? here.getHostName() : full).ascii();
    } catch (UnknownHostException | IllegalArgumentException e) {
      return "localhost";
    }
  }
}
