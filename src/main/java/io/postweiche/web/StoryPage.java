package io.postweiche.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a search.
 *
 * @param next the cursor of the next page; null on the last
 */
public record StoryPage(List<StoryLine> items, @Nullable String next) {
  public StoryPage {
    items = List.copyOf(items);
  }
}
