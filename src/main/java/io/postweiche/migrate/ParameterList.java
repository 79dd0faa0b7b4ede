package io.postweiche.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** What becomes of each parameter of Postfix: {@code parameters.txt}, first match first. */
final class ParameterList {
  private static final String FILE = "parameters.txt";
  private static final Set<String> USUAL =
      Set.of(
          "permit_mynetworks",
          "permit_sasl_authenticated",
          "reject_unauth_destination",
          "defer_unauth_destination",
          "reject");
  private static final List<Rule> RULES = load();

  /**
   * A line of the list.
   *
   * @param fate {@code carried}, {@code nothing}, {@code restrictions} or {@code left}
   */
  private record Rule(String name, String fate, String advice) {}

  private ParameterList() {}

  /** Tells every parameter that is set and has no counterpart. */
  static void tell(Parameters parameters, MasterCf master, Notes notes) {
    parameters.main().values().keySet().forEach(name -> tell(name, parameters, notes));
    for (MasterCf.Service service : master.services()) {
      Parameters here = parameters.with(service.own());
      boolean smtp = Set.of("smtpd", "smtp", "postscreen").contains(service.command());
      service.own().keySet().stream().filter(n -> smtp).forEach(n -> tell(n, here, notes));
    }
  }

  private static void tell(String name, Parameters parameters, Notes notes) {
    String fate = "";
    String advice = "";
    for (Rule rule : RULES) {
      if (fate.isEmpty() && name.matches(rule.name())) {
        fate = rule.fate();
        advice = rule.advice();
      }
    }
    String value = parameters.text(name);
    if (fate.equals("restrictions")) {
      List<String> odd = parameters.words(name).stream().filter(w -> !USUAL.contains(w)).toList();
      fate = odd.isEmpty() ? "nothing" : "left";
      advice = advice + ": " + String.join(" ", odd);
    }
    boolean off = value.isEmpty() || value.toLowerCase(Locale.ROOT).equals("no");
    if (fate.equals("left") && !off) {
      notes.leftOut(parameters.place(name), name + ": " + advice);
    } else if (fate.isEmpty() && !off && !parameters.isReferred(name)) {
      notes.leftOut(
          parameters.place(name),
          name + ": nothing is known of this parameter here; see postconf(5) whether it matters");
    }
  }

  private static List<Rule> load() {
    List<Rule> rules = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(ParameterList.class.getResourceAsStream(FILE), FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
        String[] columns = line.split(" *\\| *", 3);
        for (String name : columns[0].strip().split(" +")) {
          String advice = columns.length < 3 ? "" : columns[2].strip();
          rules.add(new Rule(name.replace("*", ".*"), columns[1].strip(), advice));
        }
      }
      return List.copyOf(rules);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }
}
