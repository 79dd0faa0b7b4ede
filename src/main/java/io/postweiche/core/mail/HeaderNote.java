package io.postweiche.core.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in a mail's header when it was accepted, and what was mended.
 *
 * @param faults as the mail came, before any repair
 * @param left why what should have been mended was not, as a sentence; null when nothing was left
 */
public record HeaderNote(List<HeaderFault> faults, List<Repair> repaired, @Nullable String left) {
  public static final HeaderNote NONE = new HeaderNote(List.of(), List.of(), null);

  public HeaderNote {
    faults = List.copyOf(faults);
    repaired = List.copyOf(repaired);
  }

  /** In words for a person; null when there is nothing to say. */
  public @Nullable String sentence() {
    List<String> parts = new ArrayList<>();
    if (!faults.isEmpty()) {
      parts.add(
          faults.stream()
              .map(HeaderFault::sentence)
              .collect(Collectors.joining("; ", "header: ", "")));
    }
    if (!repaired.isEmpty()) {
      parts.add(
          repaired.stream().map(Repair::word).collect(Collectors.joining(", ", "repaired: ", "")));
    }
    if (left != null) {
      parts.add(left);
    }
    return parts.isEmpty() ? null : String.join(". ", parts);
  }
}
