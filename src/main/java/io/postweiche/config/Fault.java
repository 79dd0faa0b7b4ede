package io.postweiche.config;

import java.nio.file.Path;

/** One thing wrong in the configuration file; line and column count from 1. */
public record Fault(Path file, int line, int column, String message) {
  /** {@code FILE:LINE:COLUMN: message}, as compilers print it and editors jump to it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
