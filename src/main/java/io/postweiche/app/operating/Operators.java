package io.postweiche.app.operating;

import io.postweiche.broker.Broker;
import io.postweiche.broker.BrokerAdmin;
import io.postweiche.broker.BrokerAdmin.QueueState;
import io.postweiche.broker.DeadLetter;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.Envelope;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
import io.postweiche.core.mail.Origin;
import io.postweiche.core.mail.Receipt;
import io.postweiche.core.mail.Submission;
import io.postweiche.core.routing.RelayId;
import io.postweiche.sandbox.Sandbox;
import io.postweiche.sandbox.TakenMail;
import io.postweiche.web.DeadFilter;
import io.postweiche.web.DeadGroup;
import io.postweiche.web.DeadLetterDetail;
import io.postweiche.web.DeadLetterView;
import io.postweiche.web.DiscardOptions;
import io.postweiche.web.Health;
import io.postweiche.web.Operations;
import io.postweiche.web.Progress;
import io.postweiche.web.QueueView;
import io.postweiche.web.RelayView;
import io.postweiche.web.ReplayOptions;
import io.postweiche.web.SandboxMail;
import io.postweiche.web.Stories;
import io.postweiche.web.Story;
import io.postweiche.web.StoryQuery;
import io.postweiche.web.SubmitResult;
import io.postweiche.web.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The port of the API, answered from the broker and the running router. */
public final class Operators implements Operations {
  private static final int PREVIEW_OCTETS = 64 * 1024;
  private static final int MOST_STORIES = 200;

  private final Broker broker;
  private final BrokerAdmin admin;
  private final DeadDesk dead;
  private final ReplayDesk replays;
  private final RelayDesk relays;
  private final Intake intake;
  private final Supplier<MailId> ids;
  private final Stories stories;
  private final Supplier<Optional<String>> trackingFault;
  private final @Nullable Sandbox sandbox;
  private final Clock clock;
  private final Supplier<Health> own;

  Operators(
      Broker broker,
      BrokerAdmin admin,
      DeadDesk dead,
      ReplayDesk replays,
      RelayDesk relays,
      Intake intake,
      Supplier<MailId> ids,
      Stories stories,
      Supplier<Optional<String>> trackingFault,
      @Nullable Sandbox sandbox,
      Clock clock,
      Supplier<Health> own) {
    this.broker = broker;
    this.admin = admin;
    this.dead = dead;
    this.replays = replays;
    this.relays = relays;
    this.intake = intake;
    this.ids = ids;
    this.stories = stories;
    this.trackingFault = trackingFault;
    this.sandbox = sandbox;
    this.clock = clock;
    this.own = own;
  }

  @Override
  public List<QueueView> queues() {
    return asked(() -> admin.queues().stream().map(this::view).toList());
  }

  @Override
  public List<DeadLetterView> deadLetters(DeadFilter filter, int offset, int limit) {
    return asked(() -> dead.list(filter, offset, limit).stream().map(DeadDesk::view).toList());
  }

  @Override
  public long countDeadLetters(DeadFilter filter) {
    return asked(() -> dead.count(filter));
  }

  @Override
  public List<DeadGroup> deadGroups(DeadFilter filter) {
    return asked(() -> dead.groups(filter));
  }

  @Override
  public Optional<DeadLetterDetail> deadLetter(String id) {
    return asked(
        () -> {
          Optional<DeadLetter> letter = find(id);
          return letter.isEmpty()
              ? Optional.<DeadLetterDetail>empty()
              : Optional.of(
                  new DeadLetterDetail(
                      DeadDesk.view(letter.get()), letter.get().history(), headers(letter.get())));
        });
  }

  @Override
  public Optional<Content> export(String id) {
    return asked(
        () -> {
          Optional<DeadLetter> letter = find(id);
          return letter.isEmpty() ? Optional.<Content>empty() : dead.content(letter.get());
        });
  }

  @Override
  public void replay(DeadFilter filter, ReplayOptions options, Progress progress) {
    asked(
        () -> {
          replays.replay(filter, options, progress);
          return true;
        });
  }

  @Override
  public void discard(DeadFilter filter, DiscardOptions options, Progress progress) {
    asked(
        () -> {
          dead.discard(filter, options, progress);
          return true;
        });
  }

  @Override
  public List<RelayView> relays() {
    return asked(() -> relays.list(admin.queues()));
  }

  @Override
  public boolean suspend(RelayId relay) {
    return relays.suspend(relay);
  }

  @Override
  public boolean resume(RelayId relay) {
    return relays.resume(relay);
  }

  @Override
  public boolean forgetRefusal(RelayId relay, @Nullable Domain domain) {
    return relays.forget(relay, domain);
  }

  @Override
  public SubmitResult submit(Address from, List<Address> to, Content message) {
    MailId id = ids.get();
    Origin origin = new Origin("HTTP", "api", "", null);
    boolean utf8 = from.needsSmtpUtf8() || to.stream().anyMatch(Address::needsSmtpUtf8);
    Envelope envelope = new Envelope(from, to, asked(() -> eightBit(message)), utf8);
    Receipt receipt =
        intake.accept(new Submission(id, envelope, message, origin, Instant.now(clock)));
    return new SubmitResult(id.value(), receipt);
  }

  @Override
  public List<SandboxMail> sandboxMails() {
    if (sandbox == null) {
      return List.of();
    }
    List<TakenMail> taken = new ArrayList<>(asked(sandbox::taken));
    Collections.reverse(taken);
    return taken.stream().map(Operators::view).toList();
  }

  @Override
  public List<Story> track(String query) {
    return stories.find(StoryQuery.of(query, MOST_STORIES)).items().stream()
        .flatMap(line -> stories.story(line.id()).stream())
        .toList();
  }

  @Override
  public Health health() {
    Health router = own.get();
    List<Health.Cause> causes = new ArrayList<>(router.causes());
    Receipt room = broker.room(0);
    if (!room.stored()) {
      causes.add(
          new Health.Cause(room.kind() == Receipt.Kind.NO_ROOM ? "disk" : "broker", room.text()));
    }
    try {
      int unused = admin.queues().size();
    } catch (IOException e) {
      causes.add(new Health.Cause("broker", String.valueOf(e.getMessage())));
    }
    List<Health.Cause> warnings = new ArrayList<>(router.warnings());
    // mail goes on without it: worth a look, no reason to take the router out of service
    trackingFault.get().ifPresent(why -> warnings.add(new Health.Cause("tracking", why)));
    return new Health(causes.isEmpty(), causes, warnings);
  }

  private Optional<DeadLetter> find(String id) throws IOException {
    DeadFilter byId = new DeadFilter(null, null, null, null, null, null, Set.of(id));
    return dead.list(byId, 0, 1).stream().findFirst();
  }

  private String headers(DeadLetter letter) throws IOException {
    Optional<Content> content = dead.content(letter);
    if (content.isEmpty()) {
      return "";
    }
    try (Content body = content.get();
        InputStream in = body.open()) {
      String start = new String(in.readNBytes(PREVIEW_OCTETS), StandardCharsets.UTF_8);
      int end = start.indexOf("\r\n\r\n");
      return end < 0 ? start : start.substring(0, end + 2);
    }
  }

  private QueueView view(QueueState queue) {
    String state = queue.paused() ? "paused" : relays.state(queue.name());
    Long oldest = oldest(queue.name());
    return new QueueView(
        queue.name(), queue.depth(), queue.scheduled(), queue.consumers(), oldest, state);
  }

  private @Nullable Long oldest(String queue) {
    try {
      return OldestMail.seconds(broker, queue, Instant.now(clock));
    } catch (IOException e) {
      throw new UnavailableException(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean eightBit(Content message) throws IOException {
    try (InputStream in = message.open()) {
      byte[] chunk = new byte[64 * 1024];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        for (int i = 0; i < n; i++) {
          if (chunk[i] < 0) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private static SandboxMail view(TakenMail mail) {
    return new SandboxMail(
        String.valueOf(mail.file().getFileName()).replaceFirst("\\.eml$", ""),
        mail.relay().value(),
        mail.from().toString(),
        mail.recipients().stream().map(Address::toString).toList(),
        mail.subject(),
        mail.at(),
        mail.size(),
        mail.file().toString());
  }

  /** Something that needs the broker or the disk. */
  interface Question<T> {
    T ask() throws IOException;
  }

  static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw new UnavailableException(String.valueOf(e.getMessage()), e);
    }
  }
}
