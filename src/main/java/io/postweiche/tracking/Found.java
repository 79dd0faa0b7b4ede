package io.postweiche.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search, newest first.
 *
 * @param next the cursor of the next page; null on the last
 */
public record Found(List<TrackedMail> mails, @Nullable String next) {
  public Found {
    mails = List.copyOf(mails);
  }
}
