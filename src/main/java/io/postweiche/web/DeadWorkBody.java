package io.postweiche.web;

import io.postweiche.config.Nearest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link DeadWork} of what users write. */
final class DeadWorkBody {
  private DeadWorkBody() {}

  static DeadWork read(ReplayRequest request, Operations operations, Instant now) {
    ReplayOptions options =
        request.options() == null
            ? new ReplayOptions(null, null, 0, 0, false)
            : request.options().read();
    checkRelay(options, operations);
    return new DeadWork.Replay(filter(request.filter(), now), options);
  }

  static DeadWork read(DiscardRequest request, Instant now) {
    DeadFilter filter = filter(request.filter(), now);
    if (filter.isEmpty() && !Boolean.TRUE.equals(request.all())) {
      throw new ProblemException(
          400, "without a filter this would delete every dead letter; say \"all\": true if meant");
    }
    DiscardOptions options =
        request.options() == null ? new DiscardOptions(0, false) : request.options().read();
    return new DeadWork.Discard(filter, options);
  }

  private static DeadFilter filter(@Nullable FilterBody body, Instant now) {
    return body == null ? DeadFilter.ALL : body.read(now);
  }

  private static void checkRelay(ReplayOptions options, Operations operations) {
    List<String> names = operations.relays().stream().map(RelayView::name).toList();
    if (options.via() != null && !names.contains(options.via().value())) {
      String name = options.via().value();
      throw new FieldException(
          "via", "there is no relay '" + name + "'" + Nearest.hint(name, names));
    }
  }
}
