package io.postweiche.testing;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.Receipt;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.DeadFilter;
import io.postweiche.web.DeadGroup;
import io.postweiche.web.DeadGroups;
import io.postweiche.web.DeadLetterDetail;
import io.postweiche.web.DeadLetterView;
import io.postweiche.web.DiscardOptions;
import io.postweiche.web.Health;
import io.postweiche.web.LetterOutcome;
import io.postweiche.web.LetterOutcome.Outcome;
import io.postweiche.web.Operations;
import io.postweiche.web.Progress;
import io.postweiche.web.QueueView;
import io.postweiche.web.RelayView;
import io.postweiche.web.ReplayOptions;
import io.postweiche.web.SandboxMail;
import io.postweiche.web.Story;
import io.postweiche.web.SubmitResult;
import io.postweiche.web.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A router without a broker: what the API asks of it lies in lists. */
public final class MemoryOperations implements Operations {
  /** What was handed in. */
  public record Sent(Address from, List<Address> to, String message) {}

  public final List<DeadLetterView> dead = new CopyOnWriteArrayList<>();
  public final List<Sent> sent = new CopyOnWriteArrayList<>();
  public final List<QueueView> queues = new CopyOnWriteArrayList<>();
  public final List<SandboxMail> sandbox = new CopyOnWriteArrayList<>();
  public final List<ReplayOptions> replays = new CopyOnWriteArrayList<>();
  public final Set<String> stubborn = ConcurrentHashMap.newKeySet();
  public final Set<String> suspended = ConcurrentHashMap.newKeySet();

  /** {@code ionos meinefirma.de}. */
  public final Set<String> refused = ConcurrentHashMap.newKeySet();

  public volatile Receipt receipt = Receipt.STORED;
  public volatile Health health = new Health(true, List.of());
  public volatile boolean brokerAway;
  public final AtomicInteger running = new AtomicInteger();

  /** Runs before each letter of a replay or a discard. */
  public volatile Runnable beforeEach = () -> {};

  /** With two relays and these letters: a1 (sender-not-allowed), b2 (expired, null sender). */
  public static MemoryOperations withTwoLetters() {
    MemoryOperations operations = new MemoryOperations();
    operations.dead.add(letter("aaaaaaa1", "sender-not-allowed", "erp@meinefirma.de", "ionos"));
    operations.dead.add(letter("bbbbbbb2", "expired", "", "smarthost"));
    operations.queues.add(new QueueView("mail.relay.ionos", 3, 1, 4, 61L, "active"));
    operations.queues.add(new QueueView("mail.submit", 0, 0, 1, null, "active"));
    return operations;
  }

  public static DeadLetterView letter(String id, String reason, String sender, String relay) {
    return new DeadLetterView(
        id,
        reason,
        sender,
        List.of("kunde@example.com", "zwei@example.net"),
        relay,
        List.of(relay),
        "550-Requested action not taken: mailbox unavailable\n550 Sender address is not allowed.",
        Instant.parse("2026-11-24T08:00:00Z"),
        2,
        "Rechnung für Müller",
        4096);
  }

  @Override
  public List<QueueView> queues() {
    check();
    return queues;
  }

  @Override
  public List<DeadLetterView> deadLetters(DeadFilter filter, int offset, int limit) {
    check();
    return matching(filter).stream().skip(offset).limit(limit).toList();
  }

  @Override
  public long countDeadLetters(DeadFilter filter) {
    return matching(filter).size();
  }

  @Override
  public List<DeadGroup> deadGroups(DeadFilter filter) {
    DeadGroups groups = new DeadGroups();
    matching(filter).forEach(l -> groups.add(l.reason(), l.sender(), l.since()));
    return groups.all();
  }

  @Override
  public Optional<DeadLetterDetail> deadLetter(String id) {
    return find(id).map(l -> new DeadLetterDetail(l, history(), "From: erp@meinefirma.de\r\n"));
  }

  @Override
  public Optional<Content> export(String id) {
    return find(id).map(l -> Content.of(utf8("Subject: " + l.id() + "\r\n\r\n.dots\r\n")));
  }

  @Override
  public void replay(DeadFilter filter, ReplayOptions options, Progress progress) {
    replays.add(options);
    Outcome done = options.dryRun() ? Outcome.WOULD_REPLAY : Outcome.REPLAYED;
    String via = options.via() == null ? null : options.via().value();
    each(filter, options.limit(), options.dryRun(), new LetterOutcome("", done, via, ""), progress);
  }

  @Override
  public void discard(DeadFilter filter, DiscardOptions options, Progress progress) {
    Outcome done = options.dryRun() ? Outcome.WOULD_DISCARD : Outcome.DISCARDED;
    each(
        filter, options.limit(), options.dryRun(), new LetterOutcome("", done, null, ""), progress);
  }

  @Override
  public List<RelayView> relays() {
    return List.of(relay("ionos", "ionos", false), relay("smarthost", null, true));
  }

  @Override
  public boolean suspend(RelayId relay) {
    return suspended.add(relay.value());
  }

  @Override
  public boolean resume(RelayId relay) {
    return suspended.remove(relay.value());
  }

  @Override
  public boolean forgetRefusal(RelayId relay, @Nullable Domain domain) {
    return refused.remove(relay + " " + (domain == null ? "<>" : domain.ascii()));
  }

  @Override
  public SubmitResult submit(Address from, List<Address> to, Content message) {
    try {
      sent.add(new Sent(from, to, new String(message.bytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SubmitResult("cccccccc3", receipt);
  }

  @Override
  public List<SandboxMail> sandboxMails() {
    return sandbox;
  }

  @Override
  public List<Story> track(String query) {
    return dead.stream()
        .filter(l -> l.id().equals(query) || Objects.equals(l.sender(), query))
        .map(l -> story(l))
        .toList();
  }

  @Override
  public Health health() {
    return health;
  }

  private void each(
      DeadFilter filter, int limit, boolean dryRun, LetterOutcome like, Progress progress) {
    running.incrementAndGet();
    try {
      move(filter, limit, dryRun, like, progress);
    } finally {
      running.decrementAndGet();
    }
  }

  private void move(
      DeadFilter filter, int limit, boolean dryRun, LetterOutcome like, Progress progress) {
    List<DeadLetterView> all = new ArrayList<>(matching(filter));
    for (DeadLetterView letter : limit == 0 ? all : all.subList(0, Math.min(limit, all.size()))) {
      beforeEach.run();
      if (!progress.wanted()) {
        return;
      }
      if (stubborn.contains(letter.id())) {
        progress.accept(new LetterOutcome(letter.id(), Outcome.FAILED, null, "no room"));
        continue;
      }
      if (!dryRun) {
        dead.remove(letter);
      }
      progress.accept(
          new LetterOutcome(letter.id(), like.outcome(), like.relay(), "to its own relay"));
    }
  }

  private List<DeadLetterView> matching(DeadFilter filter) {
    return dead.stream().filter(filter::matches).toList();
  }

  private Optional<DeadLetterView> find(String id) {
    return dead.stream().filter(l -> l.id().equals(id)).findFirst();
  }

  private void check() {
    if (brokerAway) {
      throw new UnavailableException("the broker cannot be reached", new IOException("refused"));
    }
  }

  private RelayView relay(String name, String provider, boolean nullSender) {
    String state = suspended.contains(name) ? "suspended" : "active";
    return new RelayView(
        name,
        "smtp." + name + ".example",
        587,
        "starttls",
        provider,
        state,
        null,
        3,
        "any sender",
        nullSender,
        List.of(new RelayView.Limit("hour", 500, 499, null, null)),
        refused.contains(name + " meinefirma.de")
            ? List.of(new RelayView.RememberedRefusal("meinefirma.de", Instant.EPOCH))
            : List.of());
  }

  private static Story story(DeadLetterView letter) {
    return new Story(
        letter.id(),
        letter.sender(),
        letter.recipients(),
        letter.subject(),
        "mail.dead." + letter.reason(),
        history());
  }

  private static List<HistoryEntry> history() {
    Instant at = Instant.parse("2026-11-24T07:59:00Z");
    return List.of(
        new HistoryEntry(at, "attempted", "ionos", "MAIL", "sender-not-allowed", "550 no"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
