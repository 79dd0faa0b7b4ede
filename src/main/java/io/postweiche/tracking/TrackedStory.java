package io.postweiche.tracking;

import io.postweiche.core.mail.HistoryEntry;
import java.util.List;

/** One mail with all that happened to it, oldest first. */
public record TrackedStory(TrackedMail mail, List<HistoryEntry> events) {
  public TrackedStory {
    events = List.copyOf(events);
  }
}
