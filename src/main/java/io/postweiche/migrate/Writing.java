package io.postweiche.migrate;

import io.postweiche.core.routing.SenderPattern.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts {@code postweiche.yaml} together, section by section. */
final class Writing {
  private final Parameters parameters;
  private final MasterCf master;
  private final Notes notes;
  private final Tables tables;
  private final Domains domains;
  private final RelayBook book = new RelayBook();
  private final Set<Hop> nullSender = new LinkedHashSet<>();

  Writing(Parameters parameters, MasterCf master, Notes notes) {
    this.parameters = parameters;
    this.master = master;
    this.notes = notes;
    this.tables = new Tables(parameters, notes);
    this.domains = new Domains(parameters, notes);
  }

  PostfixImport result() {
    ParameterList.tell(parameters, master, notes);
    Outgoing outgoing = new Outgoing(parameters, master, tables, notes);
    Generic generic = new Generic(parameters, tables, outgoing.lookup(), notes);
    List<SenderLines.Line> lines = new SenderLines(outgoing, generic, parameters, notes).all();
    lines.forEach(line -> book.names(line.hops()));
    lines.stream()
        .filter(line -> line.pattern().kind() == Kind.NULL_SENDER)
        .flatMap(line -> line.hops().stream())
        .filter(hop -> !SenderLines.refusesNullSender(hop))
        .forEach(nullSender::add);
    RelaySection relays = new RelaySection(book, nullSender, domains.messageSize());
    Yaml body = new Yaml();
    new General(parameters, domains, notes).write(body);
    new ListenSection(parameters, domains).write(body, listeners());
    relays.write(body);
    senders(body, lines);
    new Retry(parameters, notes).write(body);
    bounces(body);
    Yaml whole = new Yaml();
    head(whole);
    boolean routes = !book.all().isEmpty();
    return new PostfixImport(
        routes ? whole + body.toString() : "",
        routes ? relays.secrets() : Map.of(),
        notes.inOrder(),
        book.all().size(),
        lines.size());
  }

  private List<Listener> listeners() {
    return new Listeners(parameters, tables, notes).of(master);
  }

  private void senders(Yaml yaml, List<SenderLines.Line> lines) {
    yaml.line(0, "senders:");
    for (SenderLines.Line line : lines) {
      String pattern = Yaml.scalar(line.pattern().toString());
      if (line.pattern().kind() == Kind.NULL_SENDER) {
        yaml.line(1, pattern + ": " + nobody(line));
      } else if (line.envelopeFrom() == null) {
        yaml.line(1, pattern + ": " + Yaml.oneOrList(book.names(line.hops())));
      } else {
        String other = Yaml.scalar(line.envelopeFrom());
        String relays = Yaml.oneOrList(book.names(line.hops()));
        yaml.line(
            1,
            "%s: {relays: %s, envelope-from: %s, header-from: %s}"
                .formatted(pattern, relays, other, other));
      }
    }
    yaml.empty();
  }

  private String nobody(SenderLines.Line line) {
    List<String> takers = book.names(line.hops().stream().filter(nullSender::contains).toList());
    String names = String.join(", ", book.names(line.hops()));
    if (takers.isEmpty()) {
      notes.remark(
          line.place(),
          "mail without a sender: Postfix hands it to "
              + names
              + ", of which none is known to take it; here the account is chosen by the header From"
              + " (docs/senders.md)");
      return "{choose-by: header-from, envelope-from: marked}";
    }
    notes.remark(
        line.place(),
        "mail without a sender goes to "
            + String.join(", ", takers)
            + ", as with Postfix: make sure that it is taken there, or remove 'null-sender: true'");
    return Yaml.oneOrList(takers);
  }

  private void bounces(Yaml yaml) {
    String domain = domains.ofPostmaster();
    if (nullSender.isEmpty() || domain.isEmpty()) {
      notes.leftOut(
          parameters.place("relayhost"),
          "reports to senders (bounces:): no relay is known to take mail without a sender, or no"
              + " domain for postmaster@; until it is written nobody is told of failures");
      return;
    }
    String relays = Yaml.oneOrList(book.names(List.copyOf(nullSender)));
    yaml.line(0, "bounces: {from: postmaster@" + domain + ", relays: " + relays + "}");
  }

  private void head(Yaml yaml) {
    yaml.line(0, "# yaml-language-server: $schema=postweiche.schema.json");
    yaml.line(0, "# Made by 'postweiche import postfix " + parameters.main().file() + "'.");
    yaml.line(0, "# Look through it, then: postweiche check, postweiche explain --from ADDRESS");
    for (Note.Kind kind : Note.Kind.values()) {
      List<String> told = told(kind).toList();
      if (!told.isEmpty()) {
        yaml.line(0, "#");
        yaml.line(0, kind == Note.Kind.LEFT_OUT ? "# Not carried over:" : "# To know:");
        told.forEach(line -> yaml.line(0, "#   " + line));
      }
    }
    yaml.empty();
  }

  private Stream<String> told(Note.Kind kind) {
    return notes.inOrder().stream()
        .filter(note -> note.kind() == kind)
        .map(note -> note.place() + ": " + note.message());
  }
}
