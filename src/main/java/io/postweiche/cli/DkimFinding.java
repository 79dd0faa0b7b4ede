package io.postweiche.cli;

import io.postweiche.config.DkimKey;
import java.util.List;

/**
 * Whether the DNS has the public key of a key that signs.
 *
 * @param fault receivers would find every signature wrong, or none they can check
 */
record DkimFinding(boolean fault, String sentence) {
  static DkimFinding of(DkimKey key, Dns answer) {
    String publish = "; publish at " + key.name() + " TXT \"" + key.record() + "\"";
    List<String> records = answer.texts().stream().filter(t -> t.contains("p=")).toList();
    if (records.isEmpty()) {
      return new DkimFinding(true, "not in the DNS" + publish);
    }
    return records.stream().anyMatch(record -> publishes(record, key))
        ? new DkimFinding(false, "the DNS has its public key")
        : new DkimFinding(true, "the DNS has another key" + publish);
  }

  private static boolean publishes(String record, DkimKey key) {
    for (String tag : record.split(";", -1)) {
      String bare = tag.replaceAll("\\s", "");
      if (bare.startsWith("p=")) {
        return bare.substring(2).equals(key.published());
      }
    }
    return false;
  }
}
