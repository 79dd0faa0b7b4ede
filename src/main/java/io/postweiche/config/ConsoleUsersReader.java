package io.postweiche.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads who may use the console: {@code users:} and {@code tokens:}. */
final class ConsoleUsersReader {
  private static final Map<String, Role> ROLES = Choices.of(Role.class);
  private static final PasswordHash NONE = new PasswordHash("");

  private ConsoleUsersReader() {}

  /** Login name to a password, or to a password and a role. */
  static Map<String, ConsoleUser> users(Section console) {
    Map<String, ConsoleUser> users = new LinkedHashMap<>();
    for (Value.Entry entry : console.entries("users")) {
      users.put(
          entry.name(),
          entry.value().isMapping()
              ? full(entry, "console.users.*", "password", Role.OPERATE)
              : brief(entry.value()));
    }
    return users;
  }

  /** Name to a token and a role; a token looks only, unless more is said. */
  static Map<String, ConsoleUser> tokens(Section console) {
    Map<String, ConsoleUser> tokens = new LinkedHashMap<>();
    for (Value.Entry entry : console.entries("tokens")) {
      tokens.put(entry.name(), full(entry, "console.tokens.*", "token", Role.VIEW));
    }
    return tokens;
  }

  private static ConsoleUser brief(Value value) {
    return user(value.as(UsersReader::password), Role.OPERATE);
  }

  private static ConsoleUser full(Value.Entry entry, String path, String key, Role usual) {
    Section section = Section.of(entry.value(), path, entry.at());
    PasswordHash secret = section.find(key, UsersReader::password);
    if (!section.has(key)) {
      section.missing(key, "the login of '" + entry.name() + "' needs one");
    }
    Role role = section.read("role", usual, Scalars.word(ROLES));
    section.refuseOthers();
    return user(secret, role);
  }

  private static ConsoleUser user(@Nullable PasswordHash secret, Role role) {
    return new ConsoleUser(secret == null ? NONE : secret, role);
  }
}
