package io.postweiche.config;

import java.util.List;

/** What reading the configuration file gave. */
public sealed interface Loaded {
  /** Usable; the warnings, sorted by position, name what is allowed but hardly meant. */
  record Good(Settings settings, List<Fault> warnings) implements Loaded {
    public Good {
      warnings = List.copyOf(warnings);
    }
  }

  /** Not usable; every fault of the file, sorted by position. */
  record Bad(List<Fault> faults) implements Loaded {
    public Bad {
      faults = List.copyOf(faults);
    }
  }
}
