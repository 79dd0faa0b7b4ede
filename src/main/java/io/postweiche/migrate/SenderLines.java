package io.postweiche.migrate;

import io.postweiche.config.KnownProviders;
import io.postweiche.core.routing.SenderPattern;
import io.postweiche.core.routing.SenderPattern.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of {@code senders}: for each sender that a table speaks of, what Postfix does. */
final class SenderLines {
  /**
   * A line.
   *
   * @param envelopeFrom another address for the envelope and the header; null to keep them
   */
  record Line(SenderPattern pattern, List<Hop> hops, @Nullable String envelopeFrom, Place place) {}

  private static final String NOBODY_IN_PARTICULAR = "postweiche-import-probe";
  private static final Comparator<SenderPattern> ORDER =
      Comparator.comparing(SenderLines::rank)
          .thenComparing(SenderPattern::domain)
          .thenComparing(SenderPattern::localPart);

  private final Outgoing outgoing;
  private final Generic generic;
  private final Parameters parameters;
  private final Notes notes;
  private final Map<SenderPattern, Place> patterns = new TreeMap<>(ORDER);

  SenderLines(Outgoing outgoing, Generic generic, Parameters parameters, Notes notes) {
    this.outgoing = outgoing;
    this.generic = generic;
    this.parameters = parameters;
    this.notes = notes;
  }

  List<Line> all() {
    patterns.put(SenderPattern.of("*"), parameters.place("relayhost"));
    patterns.put(SenderPattern.of("<>"), parameters.place("relayhost"));
    outgoing.tables().forEach(t -> t.entries().forEach(e -> collect(e, true)));
    generic.entries().forEach(e -> collect(e, false));
    if (parameters.flag("smtp_sender_dependent_authentication")) {
      outgoing.logins().entries().forEach(e -> collect(e, false));
    }
    tellExtensions();
    List<Line> lines = new ArrayList<>();
    patterns.forEach((pattern, place) -> line(pattern, place, lines));
    return lines;
  }

  private void line(SenderPattern pattern, Place place, List<Line> lines) {
    Carriage carriage = outgoing.of(sender(pattern));
    if (carriage.hops().isEmpty()) {
      notes.leftOut(
          carriage.place(),
          "mail of '" + pattern + "': Postfix " + carriage.otherwise() + "; " + instead(pattern));
      return;
    }
    lines.add(new Line(pattern, carriage.hops(), generic.of(sender(pattern)), place));
  }

  private static String instead(SenderPattern pattern) {
    return pattern.kind() == Kind.ANY
        ? "here such mail rests as a dead letter (unroutable) until 'senders' names a relay for it"
        : "here such mail takes the next line of 'senders' that fits, if any; give it a relay";
  }

  /** A sender that the pattern speaks of, and no line of more detail; null for every other. */
  private static @Nullable String sender(SenderPattern pattern) {
    return switch (pattern.kind()) {
      case NULL_SENDER -> "";
      case ADDRESS -> pattern.localPart() + "@" + pattern.domain();
      case DOMAIN -> NOBODY_IN_PARTICULAR + "@" + pattern.domain();
      case SUBDOMAINS -> NOBODY_IN_PARTICULAR + "@" + NOBODY_IN_PARTICULAR + "." + pattern.domain();
      case ANY -> null;
    };
  }

  private void collect(Table.Entry entry, boolean sendersOnly) {
    String key = entry.key();
    if (key.equals("<>") || key.equals("*")) {
      return; // every table has these two lines
    }
    if (key.contains("@") || isPattern(key)) {
      add(key.startsWith("@") ? key.substring(1) : key, entry);
    } else if (!key.contains(".")) {
      outgoing.lookup().own().forEach(domain -> add(key + "@" + domain, entry));
    }
    if (sendersOnly && !key.contains("@") && !isPattern(key) && key.contains(".")) {
      notes.remark(
          entry.place(),
          "'"
              + key
              + "' is never found: a whole domain is asked for as '@domain'. Nothing was written for"
              + " it; if it was meant, add a line to 'senders'");
    }
  }

  /** Written by {@link ExpressionTable}, which knows no keys. */
  private static boolean isPattern(String key) {
    return key.startsWith("*.");
  }

  private void add(String text, Table.Entry entry) {
    try {
      patterns.putIfAbsent(SenderPattern.of(text), entry.place());
    } catch (IllegalArgumentException e) {
      notes.leftOut(entry.place(), "the key is no sender: " + e.getMessage());
    }
  }

  private void tellExtensions() {
    boolean addresses = patterns.keySet().stream().anyMatch(p -> p.kind() == Kind.ADDRESS);
    if (addresses && !outgoing.lookup().delimiters().isEmpty()) {
      notes.leftOut(
          parameters.place("recipient_delimiter"),
          "recipient_delimiter: Postfix finds user"
              + outgoing.lookup().delimiters().charAt(0)
              + "anything@… by the line of user@…; a line of 'senders' is one address: write each"
              + " such sender that is used");
    }
  }

  /** Whether a relay is one of a provider that refuses the null sender. */
  static boolean refusesNullSender(Hop hop) {
    return KnownProviders.ofHost(hop.to().host()).isPresent();
  }

  private static int rank(SenderPattern pattern) {
    return switch (pattern.kind()) {
      case ADDRESS -> 0;
      case DOMAIN -> 1;
      case SUBDOMAINS -> 2;
      case NULL_SENDER -> 3;
      case ANY -> 4;
    };
  }
}
