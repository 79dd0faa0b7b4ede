package io.postweiche.app;

import io.postweiche.app.operating.SqlStories;
import io.postweiche.app.operating.Untracked;
import io.postweiche.broker.Broker;
import io.postweiche.broker.EventQueue;
import io.postweiche.config.TrackingSettings;
import io.postweiche.tracking.Tracking;
import io.postweiche.web.Stories;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of mails, kept for searching, or not. */
final class Events implements Closeable {
  private final @Nullable Tracking tracking;

  private Events(@Nullable Tracking tracking) {
    this.tracking = tracking;
  }

  static Events start(TrackingSettings settings, Path data, Broker broker, Clock clock)
      throws IOException {
    if (!settings.on()) {
      EventQueue.remove(broker); // nobody would empty it
      return new Events(null);
    }
    return new Events(Tracking.start(settings, data, new EventSource(broker), clock));
  }

  Stories stories() {
    return tracking == null ? new Untracked() : new SqlStories(tracking);
  }

  /** Why they are not kept now, though they should be. */
  Optional<String> fault() {
    return tracking == null ? Optional.empty() : tracking.fault();
  }

  @Override
  public void close() {
    if (tracking != null) {
      tracking.close();
    }
  }
}
