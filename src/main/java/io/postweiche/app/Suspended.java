package io.postweiche.app;

import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;

/** Which relays an operator has suspended; a restart must not start them again. */
final class Suspended {
  private final Path file;
  private final Set<RelayId> relays = new TreeSet<>();

  Suspended(Path data) throws IOException {
    this.file = data.resolve("suspended-relays");
    if (Files.exists(file)) {
      Files.readAllLines(file).stream().map(RelayId::new).forEach(relays::add);
    }
  }

  synchronized boolean contains(RelayId relay) {
    return relays.contains(relay);
  }

  synchronized void set(RelayId relay, boolean suspended) throws IOException {
    if (suspended ? relays.add(relay) : relays.remove(relay)) {
      Path draft = file.resolveSibling(file.getFileName() + ".tmp");
      Files.write(draft, relays.stream().map(RelayId::value).toList());
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
