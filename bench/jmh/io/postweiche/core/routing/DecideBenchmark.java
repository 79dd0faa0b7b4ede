package io.postweiche.core.routing;

import io.postweiche.core.mail.Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Who may carry a mail, asked of a table of many lines of all kinds. */
@State(Scope.Thread)
public class DecideBenchmark {
  private static final int QUESTIONS = 4096; // a power of two; each another sender
  private static final int RELAYS = 500;

  @Param({"10", "10000"})
  int rules;

  private RoutingTable table;
  private Question[] questions;
  private Address[] senders;
  private int next;

  @Setup
  public void fill() {
    List<RelayProfile> relays = new ArrayList<>();
    for (int i = 0; i < RELAYS; i++) {
      relays.add(new RelayProfile(relay(i), new SenderRule.Any(), true, 50_000_000, 100));
    }
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      routes.add(route(i, pattern(i)));
    }
    routes.add(route(rules, "*"));
    Collections.shuffle(routes, new Random(1));
    table = new RoutingTable(routes, relays, null);
    Random random = new Random(2);
    senders = new Address[QUESTIONS];
    questions = new Question[QUESTIONS];
    for (int i = 0; i < QUESTIONS; i++) {
      int line = random.nextInt(rules + 1);
      senders[i] = Address.of(sender(line));
      questions[i] = Question.of(senders[i]);
      check(table.decide(questions[i]), line);
    }
  }

  /** As the routes ask: the address is read already. */
  @Benchmark
  public Decision decide() {
    return table.decide(questions[next++ & QUESTIONS - 1]);
  }

  /** With the making of the question, and two candidates, of which the first was refused. */
  @Benchmark
  public Decision askAndDecide() {
    Address sender = senders[next++ & QUESTIONS - 1];
    return table.decide(
        new Question(
            sender, sender, 4096, null, java.util.Set.of(), java.util.Map.of(), List.of(sender)));
  }

  private static Route route(int i, String pattern) {
    return new Route(
        SenderPattern.of(pattern),
        List.of(relay(i % RELAYS), relay((i * 7 + 1) % RELAYS)),
        new EnvelopeFrom.Keep(),
        null,
        i);
  }

  private static RelayId relay(int i) {
    return new RelayId("r" + i);
  }

  private static String pattern(int i) {
    return switch (i % 4) {
      case 0 -> "user" + i + "@shared" + i % 97 + ".example";
      case 1 -> "d" + i + ".example";
      case 2 -> "*.w" + i + ".example";
      default -> "u@d" + (i - 2) + ".example";
    };
  }

  private String sender(int line) {
    if (line == rules) {
      return "someone@a.b.c.elsewhere.example";
    }
    return switch (line % 4) {
      case 0 -> "User" + line + "@Shared" + line % 97 + ".example";
      case 1 -> "someone@d" + line + ".example";
      case 2 -> "someone@a.b.w" + line + ".example";
      default -> "u@d" + (line - 2) + ".example";
    };
  }

  private static void check(Decision decision, int line) {
    Route matched = decision.matched();
    if (matched == null || matched.line() != line || decision.candidates().isEmpty()) {
      throw new IllegalStateException("line " + line + " was to be found: " + decision);
    }
  }
}
