package io.postweiche.app.operating;

import io.postweiche.core.routing.RelayId;
import io.postweiche.tracking.Counted;
import io.postweiche.tracking.Found;
import io.postweiche.tracking.OutOfReachException;
import io.postweiche.tracking.Search;
import io.postweiche.tracking.TrackedMail;
import io.postweiche.tracking.TrackedStory;
import io.postweiche.tracking.Tracking;
import io.postweiche.web.Flow;
import io.postweiche.web.Stories;
import io.postweiche.web.Story;
import io.postweiche.web.StoryLine;
import io.postweiche.web.StoryPage;
import io.postweiche.web.StoryQuery;
import io.postweiche.web.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The stories as the tracking store has them. */
public final class SqlStories implements Stories {
  private final Tracking tracking;

  public SqlStories(Tracking tracking) {
    this.tracking = tracking;
  }

  @Override
  public StoryPage find(StoryQuery query) {
    RelayId relay = query.relay();
    Search search =
        new Search(
            query.text(),
            query.state() == null ? null : query.state().word(),
            query.domain() == null ? null : query.domain().toString(),
            relay == null ? null : relay.value(),
            query.since(),
            query.until(),
            query.cursor(),
            query.limit());
    Found found = asked(() -> tracking.find(search));
    return new StoryPage(found.mails().stream().map(SqlStories::line).toList(), found.next());
  }

  @Override
  public Optional<Story> story(String id) {
    return asked(() -> tracking.story(id)).map(SqlStories::story);
  }

  @Override
  public List<Flow> flow(Instant from, Instant until, Duration step) {
    Map<List<Object>, List<Counted>> places = new LinkedHashMap<>();
    for (Counted count : asked(() -> tracking.flow(from, until, step))) {
      places
          .computeIfAbsent(List.of(count.at(), count.relay()), none -> new ArrayList<>())
          .add(count);
    }
    return places.values().stream().map(SqlStories::flow).toList();
  }

  private static Flow flow(List<Counted> counts) {
    Counted any = counts.get(0);
    return new Flow(
        any.at(),
        any.relay().isEmpty() ? null : any.relay(),
        of(counts, "accepted"),
        of(counts, "delivered"),
        of(counts, "deferred"),
        of(counts, "refused"),
        of(counts, "dead"));
  }

  private static long of(List<Counted> counts, String kind) {
    return counts.stream().filter(c -> c.kind().equals(kind)).mapToLong(Counted::mails).sum();
  }

  private static StoryLine line(TrackedMail mail) {
    return new StoryLine(
        mail.id(),
        mail.sender(),
        mail.recipients(),
        mail.recipientCount(),
        mail.subject(),
        mail.messageId(),
        mail.state(),
        mail.relay(),
        mail.at(),
        mail.lastAt());
  }

  private static Story story(TrackedStory story) {
    TrackedMail mail = story.mail();
    return new Story(
        mail.id(),
        mail.sender(),
        mail.recipients(),
        mail.subject(),
        mail.state(),
        story.events(),
        mail.traceId());
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (OutOfReachException e) {
      throw new UnavailableException(String.valueOf(e.getMessage()), e);
    }
  }
}
