package io.postweiche.cli;

import io.postweiche.config.DkimKey;
import io.postweiche.config.RelaySettings;
import io.postweiche.config.Settings;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern.Kind;
import io.postweiche.delivery.LoginCheck;
import io.postweiche.delivery.LoginCheck.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What only the net can tell of a configuration: whether logins work, SPF allows the relays and the
 * DNS has the keys of DKIM.
 */
final class OnlineCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private final Terminal terminal;
  private final Network network;

  /** The net. */
  interface Network {
    Optional<Refusal> login(RelaySettings relay, String hostname);

    /** The TXT records of a domain. */
    Dns texts(String domain);
  }

  /** The real one. */
  static final Network REAL =
      new Network() {
        @Override
        public Optional<Refusal> login(RelaySettings relay, String hostname) {
          return LoginCheck.of(relay, hostname, PATIENCE);
        }

        @Override
        public Dns texts(String domain) {
          return Dns.texts(domain);
        }
      };

  OnlineCheck(Terminal terminal, Network network) {
    this.terminal = terminal;
    this.network = network;
  }

  /** Gives the exit code: 1 for a failed login or a record that is certainly wrong. */
  int run(Settings settings) {
    boolean logins = settings.sandbox() || logIn(settings);
    if (settings.sandbox()) {
      terminal.out().println("sandbox: no relay is contacted");
    }
    boolean records = lookUp(settings);
    boolean keys = lookUpKeys(settings);
    return logins && records && keys ? ExitCode.DONE : ExitCode.FAULTS;
  }

  private boolean logIn(Settings settings) {
    boolean all = true;
    for (RelaySettings relay : settings.relays().values()) {
      Optional<Refusal> refusal = network.login(relay, settings.hostname());
      String what = relay.username() == null ? "connected" : "logged in as " + relay.username();
      terminal
          .out()
          .println(
              "relay "
                  + relay.id()
                  + ": "
                  + refusal.map(r -> "refused at " + r.stage() + ": " + reply(r)).orElse(what));
      all &= refusal.isEmpty();
    }
    return all;
  }

  private static String reply(Refusal refusal) {
    return Shown.safe(String.join(" / ", refusal.reply().lines()));
  }

  private boolean lookUp(Settings settings) {
    boolean sound = true;
    for (Map.Entry<String, List<RelaySettings>> entry : domains(settings).entrySet()) {
      Dns answer = network.texts(entry.getKey());
      if (answer.state() == Dns.State.SILENT) {
        terminal.out().println("SPF: no DNS answers from here, so the records were not looked at");
        return sound;
      }
      SpfFinding finding = SpfFinding.of(answer, entry.getValue());
      terminal.out().println("SPF of " + entry.getKey() + ": " + finding.sentence());
      sound &= !finding.fault();
    }
    return sound;
  }

  private boolean lookUpKeys(Settings settings) {
    boolean sound = true;
    for (List<DkimKey> keys : settings.dkim().values()) {
      for (DkimKey key : keys) {
        Dns answer = network.texts(key.name());
        if (answer.state() == Dns.State.SILENT) {
          terminal.out().println("DKIM: no DNS answers from here, so no record was looked at");
          return sound;
        }
        DkimFinding finding = DkimFinding.of(key, answer);
        terminal.out().println("DKIM " + key.name() + ": " + finding.sentence());
        sound &= !finding.fault();
      }
    }
    return sound;
  }

  /** Domains that a line of {@code senders:} names, with their relays. */
  private static Map<String, List<RelaySettings>> domains(Settings settings) {
    Map<String, List<RelaySettings>> domains = new TreeMap<>();
    for (Route route : settings.routes()) {
      if (route.pattern().kind() == Kind.ADDRESS || route.pattern().kind() == Kind.DOMAIN) {
        List<RelaySettings> relays =
            domains.computeIfAbsent(route.pattern().domain(), d -> new ArrayList<>());
        route.relays().stream().map(settings.relays()::get).forEach(relays::add);
      }
    }
    return domains;
  }
}
