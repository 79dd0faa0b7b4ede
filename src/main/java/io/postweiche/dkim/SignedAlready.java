package io.postweiche.dkim;

import io.postweiche.config.DkimKey;
import io.postweiche.core.mail.Headers;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Whether a message bears a signature of the same domain and selector already. */
final class SignedAlready {
  private SignedAlready() {}

  static boolean by(DkimKey key, Headers headers) {
    return headers.all("dkim-signature").stream()
        .map(SignedAlready::tags)
        .anyMatch(
            tags ->
                key.domain().equals(tags.get("d"))
                    && key.selector().equals(tags.get("s"))
                    && !tags.getOrDefault("b", "").isEmpty());
  }

  private static Map<String, String> tags(String value) {
    Map<String, String> tags = new HashMap<>();
    for (String tag : value.split(";", -1)) {
      int equals = tag.indexOf('=');
      if (equals > 0) {
        tags.putIfAbsent(
            tag.substring(0, equals).strip(),
            tag.substring(equals + 1).strip().toLowerCase(Locale.ROOT));
      }
    }
    return tags;
  }
}
