package io.postweiche.sandbox;

import io.postweiche.core.reply.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The providers of behaviours.yaml by the names of the presets; others speak as {@code generic}.
 */
final class Behaviours {
  private static final String FILE = "behaviours.yaml";
  private static final String GENERIC = "generic";

  private final Map<String, Behaviour> byProvider = new HashMap<>();

  /** Reads the file that comes with the program; a fault in it is a fault of the program. */
  Behaviours() {
    Map<?, ?> file = read();
    for (Object provider : file.keySet()) {
      byProvider.put(provider.toString(), build(provider.toString(), file));
    }
  }

  Behaviour of(@Nullable String provider) {
    Behaviour generic = Objects.requireNonNull(byProvider.get(GENERIC));
    return provider == null ? generic : byProvider.getOrDefault(provider, generic);
  }

  private static Behaviour build(String provider, Map<?, ?> file) {
    Map<String, Object> all = inherited(provider, file);
    Map<Say, String> replies = new EnumMap<>(Say.class);
    for (Say say : Say.values()) {
      replies.put(say, text(all, "replies." + say.key()));
      all.remove("replies." + say.key());
    }
    Behaviour behaviour =
        new Behaviour(
            ((List<?>) Objects.requireNonNull(all.remove("keywords")))
                .stream().map(Object::toString).toList(),
            Stage.valueOf(text(all, "refuses-sender-at")),
            Stage.valueOf(text(all, "refuses-null-sender-at")),
            Boolean.parseBoolean(text(all, "checks-header")),
            replies);
    all.keySet().removeAll(List.of("refuses-sender-at", "refuses-null-sender-at", "checks-header"));
    if (!all.isEmpty()) {
      throw new IllegalStateException(FILE + ": " + provider + " has unknown " + all.keySet());
    }
    return behaviour;
  }

  /** Everything that holds for a provider, its own word last; replies under dotted keys. */
  private static Map<String, Object> inherited(String provider, Map<?, ?> file) {
    Map<?, ?> own = (Map<?, ?>) Objects.requireNonNull(file.get(provider), provider);
    Object like = own.get("like");
    Map<String, Object> all =
        provider.equals(GENERIC)
            ? new HashMap<>()
            : inherited(like == null ? GENERIC : like.toString(), file);
    own.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> replies) {
            replies.forEach((k, v) -> all.put(key + "." + k, v));
          } else if (!key.equals("like")) {
            all.put(key.toString(), value);
          }
        });
    return all;
  }

  private static String text(Map<String, Object> all, String key) {
    return Objects.requireNonNull(all.get(key), FILE + ": " + key).toString();
  }

  private static Map<?, ?> read() {
    try (InputStream in = Behaviours.class.getResourceAsStream(FILE)) {
      Load load = new Load(LoadSettings.builder().setLabel(FILE).build());
      return (Map<?, ?>) Objects.requireNonNull(load.loadFromInputStream(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
