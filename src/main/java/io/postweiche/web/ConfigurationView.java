package io.postweiche.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force, without its secrets.
 *
 * @param file where it was read from
 * @param appliedAt since when it is in force
 * @param changedAt when the file was last changed in a way that cannot be applied; null when what
 *     is in force is what the file says
 * @param faults why it cannot: {@code FILE:LINE:COLUMN: message}
 * @param restart keys that were changed and apply after a restart
 */
public record ConfigurationView(
    String file,
    Instant appliedAt,
    @Nullable Instant changedAt,
    List<String> faults,
    List<String> restart,
    List<Section> sections) {
  public ConfigurationView {
    faults = List.copyOf(faults);
    restart = List.copyOf(restart);
    sections = List.copyOf(sections);
  }

  /** A top-level key. */
  public record Section(String key, List<Setting> settings) {
    public Section {
      settings = List.copyOf(settings);
    }
  }

  /** What is set, or holds because nothing is. */
  public record Setting(String key, String value) {}
}
