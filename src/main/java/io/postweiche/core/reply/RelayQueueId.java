package io.postweiche.core.reply;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name under which a relay knows what it took, out of its final reply. */
public final class RelayQueueId {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?i)(?:queued(?: mail for delivery)? as |\\bid=|\\bok:? id=)<?([\\w.+/@-]{1,128})");

  private RelayQueueId() {}

  /** Null when the reply names none. */
  public static @Nullable String in(String reply) {
    Matcher matcher = NAMED.matcher(reply);
    return matcher.find() ? matcher.group(1) : null;
  }
}
