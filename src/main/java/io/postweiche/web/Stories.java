package io.postweiche.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to mails, for searching. A method throws {@link UnavailableException} while the
 * store of events is out of reach.
 */
public interface Stories {
  /** The mails that pass the query, newest first, a page at a time. */
  StoryPage find(StoryQuery query);

  /** One mail's way, by its mail id. */
  Optional<Story> story(String id);

  /**
   * How much happened in each step of a stretch of time and at each relay, oldest first; steps in
   * which nothing happened are left out.
   *
   * @param step whole minutes
   */
  List<Flow> flow(Instant from, Instant until, Duration step);
}
