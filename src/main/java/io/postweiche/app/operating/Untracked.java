package io.postweiche.app.operating;

import io.postweiche.web.Flow;
import io.postweiche.web.Stories;
import io.postweiche.web.Story;
import io.postweiche.web.StoryPage;
import io.postweiche.web.StoryQuery;
import io.postweiche.web.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where no events are kept there are no stories. */
public final class Untracked implements Stories {
  @Override
  public StoryPage find(StoryQuery query) {
    throw off();
  }

  @Override
  public Optional<Story> story(String id) {
    throw off();
  }

  @Override
  public List<Flow> flow(Instant from, Instant until, Duration step) {
    throw off();
  }

  private static UnavailableException off() {
    return new UnavailableException(
        "no events are kept: tracking.url is off in the configuration", null);
  }
}
