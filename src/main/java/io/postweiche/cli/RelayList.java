package io.postweiche.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import io.postweiche.web.RelayView;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "List the relay accounts.")
final class RelayList implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private final RouterOptions router = new RouterOptions();
  @Mixin private final ListOutput output = new ListOutput();

  RelayList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<RelayView> relays = router.connect(terminal).get("/relays", new TypeReference<>() {});
    output.print(
        terminal,
        relays,
        "no relays",
        new Table(
            "RELAY", "STATE", "QUEUED", "SERVER", "TLS", "PROVIDER", "<>", "SENDERS", "REFUSED"),
        RelayList::row);
    return ExitCode.DONE;
  }

  /** {@code paused (fault) since ..., asked again at ...: what it said}. */
  private static String state(RelayView relay) {
    RelayView.Paused paused = relay.paused();
    return paused == null
        ? relay.state()
        : "%s (%s) since %s, until %s: %s"
            .formatted(
                relay.state(),
                paused.cause(),
                Shown.time(paused.since()),
                Shown.time(paused.until()),
                Shown.safe(paused.why()));
  }

  private static Object[] row(RelayView r) {
    return new Object[] {
      r.name(),
      state(r),
      r.queueDepth(),
      r.host() + ":" + r.port(),
      r.tls(),
      Shown.safe(r.provider()),
      r.nullSender() ? "yes" : "no",
      Shown.safe(r.senderRule()),
      r.rememberedRefusals().isEmpty()
          ? "-"
          : r.rememberedRefusals().stream()
              .map(f -> Shown.safe(f.senderDomain()) + " until " + Shown.time(f.until()))
              .collect(Collectors.joining(", "))
    };
  }
}
