package io.postweiche.app;

import io.postweiche.config.BrokerSettings;
import io.postweiche.config.BrokerSettings.Embedded;
import io.postweiche.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which changed keys a running router cannot take over. */
final class Restart {
  private Restart() {}

  static List<String> needed(Settings old, Settings now) {
    List<String> keys = new ArrayList<>();
    note(keys, "hostname", old.hostname(), now.hostname());
    note(keys, "data", old.data(), now.data());
    note(keys, "sandbox", old.sandbox(), now.sandbox());
    note(keys, "broker", listeners(old.broker()), listeners(now.broker()));
    note(keys, "console", old.console(), now.console());
    note(keys, "tracking", old.tracking(), now.tracking());
    note(keys, "tracing", old.tracing(), now.tracing());
    return keys;
  }

  /** Users are taken over at once; where the broker listens, or lives, is not. */
  private static Object listeners(BrokerSettings broker) {
    return broker instanceof Embedded embedded
        ? List.of(
            String.valueOf(embedded.core()),
            String.valueOf(embedded.amqp()),
            String.valueOf(embedded.stomp()))
        : broker;
  }

  private static void note(
      List<String> keys, String key, @Nullable Object old, @Nullable Object now) {
    if (!Objects.equals(old, now)) {
      keys.add(key);
    }
  }
}
