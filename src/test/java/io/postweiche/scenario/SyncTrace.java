package io.postweiche.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace of {@code strace -f -yy}, asked in which order the kernel was told to write a mail, to
 * force it to the disk, and to tell the client. Numbers are lines of the trace: strace writes a
 * line when a call begins and, if another comes between, one when it returns.
 */
final class SyncTrace {
  private static final Pattern LINE =
      Pattern.compile("(\\d+) +(?:<\\.\\.\\. (\\w+) resumed>|(\\w+)\\()(.*)");
  private static final String STORE = "/broker/(journal|large-messages)/";

  private record Call(String name, String text, int begun, int ended, boolean done) {
    boolean onStore() {
      return Pattern.compile("^\\d+<[^>]*" + STORE).matcher(text).find();
    }

    boolean sync() {
      return name.equals("fdatasync") || name.equals("fsync");
    }
  }

  private final List<Call> calls = new ArrayList<>();

  private SyncTrace() {}

  static SyncTrace of(List<String> lines) {
    SyncTrace trace = new SyncTrace();
    Map<String, Call> open = new HashMap<>();
    for (int number = 0; number < lines.size(); number++) {
      Matcher line = LINE.matcher(lines.get(number));
      if (!line.matches()) {
        continue;
      }
      String text = line.group(4);
      Call begun = line.group(3) == null ? open.remove(line.group(1)) : null;
      if (line.group(3) != null && text.endsWith("<unfinished ...>")) {
        open.put(line.group(1), new Call(line.group(3), text, number, -1, false));
      } else if (line.group(3) != null) {
        trace.calls.add(new Call(line.group(3), text, number, number, done(text)));
      } else if (begun != null) {
        trace.calls.add(new Call(begun.name(), begun.text(), begun.begun(), number, done(text)));
      }
    }
    return trace;
  }

  /**
   * Why this mail was told too early; empty when it was on disk first.
   *
   * @param token what only this mail's body holds
   * @param id what the client was told: {@code queued as ID}
   */
  Optional<String> complaint(String token, String id) {
    Optional<Call> written =
        first(call -> !call.sync() && call.onStore() && call.text().contains(token));
    Optional<Call> told =
        first(call -> !call.sync() && call.text().contains("\"250 2.0.0 Ok: queued as " + id));
    if (written.isEmpty() || told.isEmpty()) {
      return Optional.of("not in the trace: " + (written.isEmpty() ? token : id));
    }
    boolean synced =
        calls.stream()
            .anyMatch(
                call ->
                    call.sync()
                        && call.onStore()
                        && call.done()
                        && call.begun() >= written.get().ended()
                        && call.ended() < told.get().begun());
    return synced
        ? Optional.empty()
        : Optional.of(
            "written at line %d and told at line %d with no sync of the store between"
                .formatted(written.get().ended(), told.get().begun()));
  }

  private Optional<Call> first(Predicate<Call> wanted) {
    return calls.stream().filter(wanted).findFirst();
  }

  private static boolean done(String text) {
    return Pattern.compile("= \\d+$").matcher(text.strip()).find();
  }
}
