package io.postweiche.config;

import io.postweiche.config.SenderWarnings.Use;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.EnvelopeFrom;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.Route;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderPattern.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code senders:}, the table that maps a sender to its candidates. */
final class SendersReader {
  /** What a line does with mail, apart from naming relays. */
  private record Policy(EnvelopeFrom from, @Nullable Address header, boolean byHeader) {}

  private static final Map<String, Boolean> CHOOSE_BY =
      new TreeMap<>(Map.of("envelope-from", false, "header-from", true));

  private final Section root;
  private final RelaysReader relays;
  private final List<Route> routes = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
  private final Map<Route, Position> places = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private SendersReader(Section root, RelaysReader relays) {
    this.root = root;
    this.relays = relays;
  }

  static List<Route> read(Section root, RelaysReader relays, @Nullable Domain srsDomain) {
    SendersReader reader = new SendersReader(root, relays);
    if (!root.has("senders")) {
      root.missing("senders", "which relay carries which sender's mail");
    }
    if (root.isHollow("senders")) {
      root.refuse("senders", "at least one sender wanted; \"*\" is every sender");
    }
    root.entries("senders").forEach(reader::line);
    SenderFit fit = new SenderFit(reader.routes, srsDomain);
    reader.uses.forEach(use -> reader.tellMisfit(fit, use));
    new SenderWarnings(root, reader.places, reader.uses).tell(fit);
    return reader.routes;
  }

  private void line(Value.Entry entry) {
    SenderPattern pattern = pattern(entry);
    if (entry.value().isMapping()) {
      Section section = Section.of(entry.value(), "senders.*", entry.at());
      EnvelopeFrom from =
          section.read("envelope-from", new EnvelopeFrom.Keep(), SendersReader::envelopeFrom);
      Address header = section.find("header-from", SendersReader::headerFrom);
      boolean byHeader = section.read("choose-by", false, Scalars.word(CHOOSE_BY));
      Value names = section.find("relays");
      if (names == null && !byHeader) {
        section.missing("relays", "who carries this sender's mail");
      }
      section.refuseOthers();
      if (from instanceof EnvelopeFrom.Marked && pattern != null && !holdsNullSender(pattern)) {
        section.refuse("envelope-from", SenderWords.MARKED_ELSEWHERE);
      }
      Policy policy = new Policy(from, header == null || header.isNull() ? null : header, byHeader);
      add(entry, pattern, names, policy);
    } else {
      add(entry, pattern, entry.value(), new Policy(new EnvelopeFrom.Keep(), null, false));
    }
  }

  private void add(
      Value.Entry entry, @Nullable SenderPattern pattern, @Nullable Value names, Policy policy) {
    List<RelaysReader.Named> named = names == null ? List.of() : relays.named(names);
    if (pattern != null) {
      List<RelayId> ids = named.stream().map(n -> n.relay().id()).toList();
      Route route =
          new Route(
              pattern, ids, policy.from(), policy.header(), policy.byHeader(), entry.at().line());
      routes.add(route);
      places.put(route, entry.at());
      named.forEach(n -> uses.add(new Use(route, n.relay(), n.at())));
    }
  }

  private @Nullable SenderPattern pattern(Value.Entry entry) {
    try {
      SenderPattern pattern = Patterns.of(entry.name());
      Integer before = lines.putIfAbsent(Patterns.canonical(pattern), entry.at().line());
      if (before == null) {
        return pattern;
      }
      refuse(entry, "'" + entry.name() + "' is the same sender as in line " + before);
    } catch (IllegalArgumentException e) {
      refuse(entry, String.valueOf(e.getMessage()));
    }
    return null;
  }

  private void refuse(Value.Entry entry, String message) {
    root.reading().faults().add(entry.at(), message);
  }

  private void tellMisfit(SenderFit fit, Use use) {
    if (fit.of(use.route(), use.relay()) == Coverage.NONE) {
      use.at().refuse(SenderWords.misfit(use.route(), use.relay()));
    }
  }

  private static boolean holdsNullSender(SenderPattern pattern) {
    return pattern.kind() == Kind.NULL_SENDER || pattern.kind() == Kind.ANY;
  }

  private static EnvelopeFrom envelopeFrom(String text) {
    return switch (text) {
      case "keep" -> new EnvelopeFrom.Keep();
      case "srs" -> new EnvelopeFrom.Srs();
      case "marked" -> new EnvelopeFrom.Marked();
      default -> new EnvelopeFrom.Fixed(address(text, List.of("keep", "srs", "marked")));
    };
  }

  private static Address headerFrom(String text) {
    Address address = text.equals("keep") ? Address.NULL : address(text, List.of("keep"));
    if (address.isNull() && !text.equals("keep")) {
      throw new IllegalArgumentException("the header From cannot be empty");
    }
    return address;
  }

  private static Address address(String text, List<String> words) {
    if (!text.contains("@") && !text.equals("<>")) {
      throw new IllegalArgumentException(
          String.join(", ", words)
              + " or an address wanted, found "
              + Scalars.quoted(text)
              + Nearest.hint(text, words));
    }
    return Scalars.address(text);
  }
}
