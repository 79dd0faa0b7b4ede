package io.postweiche.config;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects everything wrong with one file, so that a user mends it in one go. */
final class Faults {
  private static final Comparator<Fault> BY_POSITION =
      Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

  private final Path file;
  // sets: a mapping used twice through an alias is read twice and would tell each fault twice
  private final Set<Fault> faults = new LinkedHashSet<>();
  private final Set<Fault> warnings = new LinkedHashSet<>();

  Faults(Path file) {
    this.file = file;
  }

  void add(Position at, String message) {
    faults.add(new Fault(file, at.line(), at.column(), message));
  }

  void warn(Position at, String message) {
    warnings.add(new Fault(file, at.line(), at.column(), message));
  }

  Path file() {
    return file;
  }

  boolean none() {
    return faults.isEmpty();
  }

  List<Fault> faults() {
    return faults.stream().sorted(BY_POSITION).toList();
  }

  List<Fault> warnings() {
    return warnings.stream().sorted(BY_POSITION).toList();
  }
}
