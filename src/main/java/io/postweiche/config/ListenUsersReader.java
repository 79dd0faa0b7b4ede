package io.postweiche.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code users:} of a listener: login name to a password, or to a password and senders. */
final class ListenUsersReader {
  private final boolean certificates;

  /** A reader; with client certificates a user may do without a password. */
  ListenUsersReader(boolean certificates) {
    this.certificates = certificates;
  }

  Map<String, ListenUser> read(Section listener) {
    Map<String, ListenUser> users = new LinkedHashMap<>();
    for (Value.Entry entry : listener.entries("users")) {
      users.put(entry.name(), entry.value().isMapping() ? full(entry) : brief(entry.value()));
    }
    return users;
  }

  private static ListenUser brief(Value value) {
    return new ListenUser(value.as(UsersReader::password), AllowedSenders.ANY);
  }

  private ListenUser full(Value.Entry entry) {
    Section user = Section.of(entry.value(), "listen[].users.*", entry.at());
    PasswordHash password = user.find("password", UsersReader::password);
    if (!user.has("password") && !certificates) {
      user.missing("password", "the login of '" + entry.name() + "' needs one");
    }
    AllowedSenders senders = Patterns.allowed(user.find("senders"));
    user.refuseOthers();
    return new ListenUser(password, senders);
  }
}
