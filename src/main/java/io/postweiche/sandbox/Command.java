package io.postweiche.sandbox;

import java.util.Locale;

/** A command line: its verb in capitals, and what follows it. */
record Command(String verb, String argument) {
  static Command of(String line) {
    int space = line.indexOf(' ');
    String verb = space < 0 ? line : line.substring(0, space);
    String argument = space < 0 ? "" : line.substring(space + 1).strip();
    return new Command(verb.toUpperCase(Locale.ROOT), argument);
  }
}
