package io.postweiche.migrate;

import io.postweiche.migrate.MasterCf.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who carries a sender's mail, by the precedence of trivial-rewrite(8): the transport table's line
 * for everything, the sender's transport, the sender's relayhost, the relayhost.
 */
final class Outgoing {
  static final String RELAYHOSTS = "sender_dependent_relayhost_maps";
  static final String TRANSPORTS = "sender_dependent_default_transport_maps";
  private static final Set<String> SMTP = Set.of("smtp", "relay");

  /** A value and the line that it stands in. */
  private record Said(String value, Place place) {}

  /** {@code transport:nexthop} of transport(5), either of which may be missing. */
  private record Way(String channel, String nexthop) {
    static Way of(String value) {
      int colon = value.indexOf(':');
      return colon < 0
          ? new Way(value, "")
          : new Way(value.substring(0, colon), value.substring(colon + 1));
    }
  }

  private final Parameters parameters;
  private final MasterCf master;
  private final Table relayhosts;
  private final Table transports;
  private final Table.@Nullable Entry everything;
  private final Notes notes;
  private final Hops hops;
  private final SenderLookup lookup;

  Outgoing(Parameters parameters, MasterCf master, Tables tables, Notes notes) {
    this.parameters = parameters;
    this.master = master;
    this.notes = notes;
    this.relayhosts = tables.of(RELAYHOSTS);
    this.transports = tables.of(TRANSPORTS);
    this.everything = new TransportTable(parameters, notes).everything(tables);
    this.lookup = new SenderLookup(parameters.text("recipient_delimiter"), ownDomains(parameters));
    this.hops = new Hops(parameters, tables, lookup, notes);
  }

  SenderLookup lookup() {
    return lookup;
  }

  /** The tables whose keys are senders. */
  List<Table> tables() {
    return List.of(relayhosts, transports);
  }

  /** The logins, whose keys may be senders too. */
  Table logins() {
    return hops.logins();
  }

  /** Of a sender; empty for the null sender, null for one without a line of its own. */
  Carriage of(@Nullable String sender) {
    Said transport = transport(sender);
    Said relay = relay(sender);
    Way own = Way.of(transport.value());
    String channel = own.channel();
    Said next = own.nexthop().isEmpty() ? relay : new Said(own.nexthop(), transport.place());
    if (everything != null && !everything.value().equals(":")) {
      Way over = Way.of(everything.value());
      next = new Said(over.nexthop(), everything.place());
      channel = over.channel().isEmpty() ? channel : over.channel();
    }
    return carriage(channel, next, sender);
  }

  private Carriage carriage(String channel, Said next, @Nullable String sender) {
    Optional<Service> service = master.transport(channel);
    if (!SMTP.contains(channel) && service.map(s -> !s.command().equals("smtp")).orElse(true)) {
      return new Carriage(List.of(), "hands it to the transport '" + channel + "'", next.place());
    }
    if (next.value().isEmpty()) {
      return new Carriage(
          List.of(), "delivers directly to the recipients' mail exchangers", next.place());
    }
    List<String> names = new ArrayList<>(Words.of(next.value()));
    names.addAll(parameters.words("smtp_fallback_relay"));
    List<Hop> found = new ArrayList<>();
    for (String name : names) {
      try {
        found.add(hops.of(NextHop.of(name), channel, service, sender == null ? "" : sender));
      } catch (IllegalArgumentException e) {
        notes.leftOut(next.place(), String.valueOf(e.getMessage()));
      }
    }
    String otherwise = found.isEmpty() ? "has no relay that can be read" : "";
    return new Carriage(found.stream().distinct().toList(), otherwise, next.place());
  }

  private Said transport(@Nullable String sender) {
    return said(
        transports, sender, "empty_address_default_transport_maps_lookup_key", "default_transport");
  }

  private Said relay(@Nullable String sender) {
    return said(relayhosts, sender, "empty_address_relayhost_maps_lookup_key", "relayhost");
  }

  private Said said(Table table, @Nullable String sender, String nobody, String otherwise) {
    Table.Entry found = null;
    if (sender == null) {
      found = table.find("?", false); // only what answers any key does
    } else {
      found = lookup.find(table, sender.isEmpty() ? parameters.text(nobody) : sender);
    }
    return found == null || found.value().toLowerCase(Locale.ROOT).equals("dunno")
        ? new Said(parameters.text(otherwise), parameters.place(otherwise))
        : new Said(found.value(), found.place());
  }

  private static Set<String> ownDomains(Parameters parameters) {
    Set<String> own = new TreeSet<>();
    own.add(parameters.text("myorigin").toLowerCase(Locale.ROOT));
    for (String word : parameters.words("mydestination")) {
      if (word.matches("[A-Za-z0-9.-]+")) {
        own.add(word.toLowerCase(Locale.ROOT));
      }
    }
    own.remove("");
    return own;
  }
}
