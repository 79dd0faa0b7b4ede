package io.postweiche.app.operating;

import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.HistoryEntry;
import io.postweiche.core.mail.MailEvent;
import io.postweiche.core.mail.MailId;
import io.postweiche.web.Flow;
import io.postweiche.web.Stories;
import io.postweiche.web.Story;
import io.postweiche.web.StoryLine;
import io.postweiche.web.StoryPage;
import io.postweiche.web.StoryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The stories of mails in memory, for tests of what shows them. */
public final class RecentStories implements Stories, Consumer<MailEvent> {
  private static final int MOST_MAILS = 20_000;
  private static final int MOST_EVENTS = 50;

  /** Of all stories together: a mail may have a thousand recipients, and this must fit any heap. */
  private static final int MOST_RECIPIENTS = 100_000;

  private final LinkedHashMap<MailId, List<MailEvent>> stories = new LinkedHashMap<>();
  private int recipients;

  @Override
  public synchronized void accept(MailEvent event) {
    List<MailEvent> story = stories.computeIfAbsent(event.id(), id -> new ArrayList<>(4));
    if (story.size() < MOST_EVENTS) {
      story.add(event);
      recipients += event.recipients().size();
    }
    while (stories.size() > MOST_MAILS || (recipients > MOST_RECIPIENTS && stories.size() > 1)) {
      forgetEldest();
    }
  }

  private void forgetEldest() {
    Iterator<List<MailEvent>> eldest = stories.values().iterator();
    eldest.next().forEach(event -> recipients -= event.recipients().size());
    eldest.remove();
  }

  synchronized int size() {
    return stories.size();
  }

  /** The stories in which a mail's id, sender or recipient is this, newest first. */
  synchronized List<Story> find(String query, int most) {
    ArrayDeque<List<MailEvent>> newest = new ArrayDeque<>();
    for (List<MailEvent> story : stories.values()) {
      if (story.stream().anyMatch(event -> speaksOf(event, query))) {
        newest.addFirst(story);
        if (newest.size() > most) {
          newest.removeLast();
        }
      }
    }
    return newest.stream().map(RecentStories::story).toList();
  }

  private static boolean speaksOf(MailEvent event, String query) {
    return event.id().value().equalsIgnoreCase(query)
        || event.sender().toString().equalsIgnoreCase(query)
        || event.recipients().stream().anyMatch(r -> r.toString().equalsIgnoreCase(query));
  }

  @Override
  public synchronized StoryPage find(StoryQuery query) {
    String text = query.text();
    List<StoryLine> lines =
        find(text == null ? "" : text, query.limit()).stream().map(RecentStories::line).toList();
    return new StoryPage(lines, null);
  }

  @Override
  public synchronized Optional<Story> story(String id) {
    return find(id, 1).stream().findFirst();
  }

  @Override
  public List<Flow> flow(Instant from, Instant until, Duration step) {
    return List.of();
  }

  private static StoryLine line(Story story) {
    HistoryEntry first = story.events().get(0);
    HistoryEntry last = story.events().get(story.events().size() - 1);
    return new StoryLine(
        story.id(),
        story.sender(),
        story.recipients().stream().limit(3).toList(),
        story.recipients().size(),
        story.subject(),
        null,
        story.state(),
        last.relay(),
        first.at(),
        last.at());
  }

  private static Story story(List<MailEvent> events) {
    MailEvent first = events.get(0);
    Set<String> recipients = new LinkedHashSet<>();
    events.forEach(e -> e.recipients().stream().map(Address::toString).forEach(recipients::add));
    return new Story(
        first.id().value(),
        first.sender().toString(),
        List.copyOf(recipients),
        null,
        events.get(events.size() - 1).type().word(),
        events.stream().map(RecentStories::entry).toList());
  }

  private static HistoryEntry entry(MailEvent event) {
    return new HistoryEntry(
        event.at(),
        event.type().word(),
        event.relay(),
        event.stage(),
        event.verdict(),
        event.reply() == null ? event.detail() : event.reply());
  }
}
