package io.postweiche.smtp;

/**
 * A command line, cut at its first space.
 *
 * @param argument without the spaces around it
 */
record Command(Verb verb, String argument) {
  static Command of(String line) {
    int space = line.indexOf(' ');
    if (space < 0) {
      return new Command(Verb.of(line), "");
    }
    return new Command(Verb.of(line.substring(0, space)), line.substring(space).strip());
  }

  /** For the log: never what stands behind AUTH. */
  @Override
  public String toString() {
    return verb == Verb.AUTH ? "AUTH ***" : Printable.of((verb + " " + argument).strip());
  }
}
