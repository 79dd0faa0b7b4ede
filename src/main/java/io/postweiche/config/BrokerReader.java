package io.postweiche.config;

import io.postweiche.config.BrokerSettings.BrokerUser;
import io.postweiche.config.BrokerSettings.Embedded;
import io.postweiche.config.BrokerSettings.External;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code broker:}, embedded or external. */
final class BrokerReader {
  private static final HostPort CORE = new HostPort("127.0.0.1", 61616);
  private static final HostPort AMQP = new HostPort("127.0.0.1", 5672);
  private static final HostPort STOMP = new HostPort("127.0.0.1", 61613);

  private final Section section;

  private BrokerReader(Section section) {
    this.section = section;
  }

  static BrokerSettings read(Section root, Doors doors) {
    Section section = root.section("broker");
    BrokerReader reader = new BrokerReader(section);
    String url = section.find("url", BrokerReader::url);
    String username = section.find("username", text -> text);
    Secret password = section.find("password", Secret::new);
    boolean external = section.has("url");
    // an external broker's file opens no doors here
    Embedded embedded = reader.embedded(external ? new Doors() : doors);
    section.refuseOthers();
    if (external) {
      reader.tellKeysOf("an external broker ('url') keeps its own", "listen", "users");
      reader.tellLoneLogin();
      return new External(url == null ? "" : url, username, password);
    }
    reader.tellKeysOf("only for an external broker; 'url' is missing", "username", "password");
    return embedded;
  }

  private Embedded embedded(Doors doors) {
    Section listen = section.section("listen");
    HostPort core = doors.openUnlessOff(listen, "core", CORE);
    HostPort amqp = doors.openUnlessOff(listen, "amqp", AMQP);
    HostPort stomp = doors.openUnlessOff(listen, "stomp", STOMP);
    listen.refuseOthers();
    Embedded embedded = new Embedded(core, amqp, stomp, users());
    if (embedded.users().isEmpty()) {
      tellOpen(listen, "core", core);
      tellOpen(listen, "amqp", amqp);
      tellOpen(listen, "stomp", stomp);
    }
    return embedded;
  }

  private Map<String, BrokerUser> users() {
    Map<String, BrokerUser> users = new LinkedHashMap<>();
    for (Value.Entry entry : section.entries("users")) {
      if (entry.name().equals("router") || !entry.name().matches("[!-~]{1,200}")) {
        entry.value().refuse("a user's name is 1 to 200 printable ASCII characters, not 'router'");
      }
      Section user = Section.of(entry.value(), "broker.users.*", entry.at());
      PasswordHash password = user.find("password", UsersReader::password);
      if (!user.has("password")) {
        user.missing("password", "the login of '" + entry.name() + "' needs one");
      }
      Value senders = user.find("senders");
      user.refuseOthers();
      users.put(
          entry.name(),
          new BrokerUser(
              password == null ? new PasswordHash("") : password,
              Patterns.allowed(senders).patterns()));
    }
    return users;
  }

  private static void tellOpen(Section listen, String key, @Nullable HostPort address) {
    if (address != null && !address.isLoopback()) {
      listen.refuse(key, "anyone who reaches " + address + " could post mail; name broker users");
    }
  }

  private void tellKeysOf(String why, String... keys) {
    for (String key : keys) {
      if (section.has(key)) {
        section.refuse(key, "'" + key + "' does not belong here: " + why);
      }
    }
  }

  private void tellLoneLogin() {
    if (section.has("username") != section.has("password")) {
      boolean lacksPassword = section.has("username");
      section.missing(
          lacksPassword ? "password" : "username", "a login needs both username and password");
    }
  }

  private static String url(String text) {
    if (!text.matches("\\(?(tcp|vm)://.+")) {
      throw new IllegalArgumentException(
          "an address of Artemis wanted, for example tcp://artemis-a:61616,tcp://artemis-b:61616");
    }
    return text;
  }
}
