package io.postweiche.migrate;

import java.nio.file.Path;

/** Where something stands, lines counted from 1. */
public record Place(Path file, int line) {
  /** {@code FILE:LINE}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
