package io.postweiche.config;

import io.postweiche.core.retry.RetryPolicy;
import io.postweiche.core.routing.RelayId;
import io.postweiche.core.routing.RelayProfile;
import io.postweiche.core.routing.Route;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, checked; contract section 2 says what each key means.
 *
 * @param file where it was read from; relative paths in it start at its folder, {@code data} at the
 *     working folder
 * @param relays in the order of the file
 */
public record Settings(
    Path file,
    String hostname,
    Path data,
    boolean sandbox,
    List<ListenSettings> listen,
    Map<RelayId, RelaySettings> relays,
    List<Route> routes,
    RetryPolicy retry,
    @Nullable BounceSettings bounces,
    BrokerSettings broker,
    ConsoleSettings console,
    TrackingSettings tracking) {

  public List<RelayProfile> profiles() {
    return relays.values().stream().map(RelaySettings::profile).toList();
  }
}
