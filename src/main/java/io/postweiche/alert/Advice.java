package io.postweiche.alert;

import io.postweiche.core.alert.Bundle.Example;
import io.postweiche.core.alert.Bundle.Kind;
import io.postweiche.core.alert.Bundle.Line;
import io.postweiche.core.mail.DeadReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that help an operator on, to be copied as they are. */
final class Advice {
  private static final String HARMLESS = "[a-z0-9._-]+"; // it goes into a shell

  private Advice() {}

  static List<String> of(Line line) {
    Kind kind = line.kind();
    return switch (kind.cause()) {
      case SENDER_REFUSED -> refused(kind);
      case LOGIN_REFUSED ->
          List.of("postweiche relay list", "postweiche relay resume " + relay(kind));
      case DEAD_LETTER -> dead(line);
    };
  }

  private static List<String> refused(Kind kind) {
    String which = which(DeadReason.SENDER_NOT_ALLOWED, kind.senderDomain());
    return List.of(
        "postweiche dead list" + which,
        "postweiche dead replay" + filter(which) + " --via RELAY --dry-run");
  }

  private static List<String> dead(Line line) {
    String which = which(line.kind().reason(), line.kind().senderDomain());
    List<String> commands = new ArrayList<>();
    commands.add("postweiche dead list" + which);
    line.examples().stream()
        .map(Example::mail)
        .filter(mail -> mail != null)
        .findFirst()
        .ifPresent(mail -> commands.add("postweiche dead show " + mail));
    commands.add("postweiche dead replay" + filter(which) + " --dry-run");
    return commands;
  }

  private static String which(@Nullable DeadReason reason, @Nullable String domain) {
    String by = reason == null ? "" : " --reason " + reason.word();
    if (reason == DeadReason.MALFORMED) {
      return by; // what cannot be read has no sender
    }
    if (domain == null) {
      return by + " --sender '<>'";
    }
    return domain.matches(HARMLESS) ? by + " --domain " + domain : by;
  }

  /** For a replay {@code --sender} is the new one. */
  private static String filter(String which) {
    return which.replace(" --sender ", " --filter-sender ");
  }

  private static String relay(Kind kind) {
    return kind.relay() == null ? "NAME" : kind.relay().value();
  }
}
