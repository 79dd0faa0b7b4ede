package io.postweiche.config;

/** Reads {@code console:}. */
final class ConsoleReader {
  private static final HostPort USUAL = new HostPort("127.0.0.1", 8025);

  private ConsoleReader() {}

  static ConsoleSettings read(Section section, Doors doors) {
    ConsoleSettings console =
        new ConsoleSettings(
            doors.open(section, "address", USUAL),
            ConsoleUsersReader.users(section),
            ConsoleUsersReader.tokens(section));
    section.refuseOthers();
    if (!console.address().isLoopback() && !console.hasLogins()) {
      section.refuse(
          "address",
          "anyone who reaches " + console.address() + " could read and release mail; name users");
    }
    return console;
  }
}
