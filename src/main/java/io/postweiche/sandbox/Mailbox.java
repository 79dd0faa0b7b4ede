package io.postweiche.sandbox;

import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * What the relays have taken: {@code RELAY/YYYYMMDDThhmmss.SSS-N.eml} (UTC), each with its envelope
 * beside it in a {@code .json}. The folder is the truth: what an operator deletes is gone.
 */
final class Mailbox {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);
  private static final Pattern OURS = Pattern.compile("\\d{8}T\\d{6}\\.\\d{3}-\\d{1,18}\\.eml");
  private static final Comparator<TakenMail> OLDEST_FIRST =
      Comparator.comparing(TakenMail::at).thenComparing(Mailbox::number);

  private final Path folder;
  private final Clock clock;
  private final AtomicLong counter = new AtomicLong();
  // a kept mail never changes, and reading thousands of envelopes at every look would take seconds
  private volatile Map<Path, TakenMail> known = Map.of();

  Mailbox(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Makes room for a relay's mail and removes what a broken run left half-written. */
  void open(RelayId relay) throws IOException {
    Path place = Files.createDirectories(folder.resolve(relay.value()));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(place, "*.tmp")) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A name for a mail that comes in now; nothing of the message is in it. */
  String newName() {
    return NAME.format(clock.instant()) + "-" + counter.incrementAndGet();
  }

  Draft draft(RelayId relay, String name, long limit) throws IOException {
    return new Draft(place(relay, name + ".tmp"), limit);
  }

  /** Makes the draft a mail; the message is renamed last, so whoever sees it finds it whole. */
  void keep(RelayId relay, String name, Draft draft, Address from, List<Address> recipients)
      throws IOException {
    Path eml = place(relay, name + ".eml");
    Instant at = clock.instant();
    TakenMail mail =
        new TakenMail(relay, eml, from, recipients, at, draft.size(), draft.header().subject());
    Sidecar.write(mail);
    Files.move(draft.finish(), eml, StandardCopyOption.ATOMIC_MOVE);
  }

  /** All mails of all relays, those of earlier runs and of relays since removed too. */
  List<TakenMail> list() throws IOException {
    Map<Path, TakenMail> found = new HashMap<>();
    try (DirectoryStream<Path> relays = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path relay : relays) {
        collect(relay, found);
      }
    }
    known = found;
    return found.values().stream().sorted(OLDEST_FIRST).toList();
  }

  private void collect(Path relay, Map<Path, TakenMail> found) throws IOException {
    try (DirectoryStream<Path> mails = Files.newDirectoryStream(relay, "*.eml")) {
      for (Path eml : mails) {
        if (OURS.matcher(eml.getFileName().toString()).matches()) {
          TakenMail mail = known.get(eml);
          Optional<TakenMail> read = mail == null ? Sidecar.read(eml) : Optional.of(mail);
          read.ifPresent(m -> found.put(eml, m));
        }
      }
    }
  }

  private static long number(TakenMail mail) {
    String name = mail.file().getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
  }

  private Path place(RelayId relay, String name) {
    return folder.resolve(relay.value()).resolve(name);
  }
}
