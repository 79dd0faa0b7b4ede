package io.postweiche.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One post, whatever protocol carries it.
 *
 * @param body a String or octets
 */
record Letter(
    Object body,
    Map<String, Object> properties,
    int priority,
    @Nullable String correlation,
    @Nullable String replyTo) {
  static Letter of(Object body, Object... properties) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      named.put(String.valueOf(properties[i]), properties[i + 1]);
    }
    return new Letter(body, named, 4, null, null);
  }

  Letter withPriority(int other) {
    return new Letter(body, properties, other, correlation, replyTo);
  }

  Letter answeredIn(String queue, @Nullable String correlationId) {
    return new Letter(body, properties, priority, correlationId, queue);
  }
}
