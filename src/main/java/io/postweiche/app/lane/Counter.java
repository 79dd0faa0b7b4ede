package io.postweiche.app.lane;

import io.postweiche.core.limit.Count;
import io.postweiche.core.limit.Grant;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts what each account sends, together with all routers on the same broker. */
public interface Counter {
  /** Asks to send that much; null for an account without limits. */
  @Nullable Grant take(RelayId relay, Count cost) throws IOException;

  /** The transactions and recipients that a mail for so many recipients costs. */
  Count cost(RelayId relay, int recipients);
}
