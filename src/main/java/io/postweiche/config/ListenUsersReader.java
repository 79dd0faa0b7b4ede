package io.postweiche.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

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
    warnOfTwoKinds(listener, users);
    return users;
  }

  /** SCRAM is offered before the client has said who it is: to all or to nobody. */
  private static void warnOfTwoKinds(Section listener, Map<String, ListenUser> users) {
    Map<Boolean, List<String>> byScram =
        users.entrySet().stream()
            .filter(user -> user.getValue().password() != null)
            .collect(
                Collectors.partitioningBy(
                    user -> Objects.requireNonNull(user.getValue().password()).servesScram(),
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    List<String> able = byScram.getOrDefault(true, List.of());
    List<String> others = byScram.getOrDefault(false, List.of());
    if (!able.isEmpty() && !others.isEmpty()) {
      listener.warn(
          "users",
          "SCRAM-SHA-256 is offered here, and fails for users with argon2 or bcrypt hashes: "
              + String.join(", ", others)
              + " ('postweiche secret hash --scram' makes one that serves)");
    }
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
