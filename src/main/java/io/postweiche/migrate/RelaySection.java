package io.postweiche.migrate;

import io.postweiche.config.KnownProviders;
import io.postweiche.config.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes {@code relays}. */
final class RelaySection {
  private static final long USUAL_SIZE = 50_000_000; // of relays.NAME.limits.message-size

  private final RelayBook book;
  private final Set<Hop> nullSender;
  private final long messageSize;
  private final Map<String, Secret> secrets = new LinkedHashMap<>();

  /**
   * A writer.
   *
   * @param nullSender those that Postfix gives mail without a sender
   * @param messageSize the largest that is taken in, 0 when nothing says
   */
  RelaySection(RelayBook book, Set<Hop> nullSender, long messageSize) {
    this.book = book;
    this.nullSender = nullSender;
    this.messageSize = messageSize;
  }

  /** The passwords, by the file they belong in, beside the configuration. */
  Map<String, Secret> secrets() {
    return secrets;
  }

  void write(Yaml yaml) {
    yaml.line(0, "relays:");
    book.all().forEach((hop, name) -> relay(yaml, hop, name));
    yaml.empty();
  }

  private void relay(Yaml yaml, Hop hop, String name) {
    yaml.line(1, name + ":");
    KnownProviders.ofHost(hop.to().host())
        .ifPresent(
            provider ->
                yaml.line(
                    2,
                    "# 'provider: "
                        + provider
                        + "' would bring its limits and its rule of senders"));
    yaml.key(2, "host", Yaml.scalar(hop.to().host()));
    yaml.key(2, "port", String.valueOf(hop.to().port()));
    yaml.key(2, "tls", hop.tls());
    if (hop.trust() != null) {
      yaml.key(2, "trust", Yaml.path(hop.trust()));
    }
    if (hop.certificate() != null && hop.key() != null) {
      yaml.key(2, "certificate", Yaml.path(hop.certificate()));
      yaml.key(2, "key", Yaml.path(hop.key()));
    }
    login(yaml, hop, name);
    optional(yaml, "local-address", hop.localAddress());
    optional(yaml, "helo-name", hop.heloName());
    if (nullSender.contains(hop)) {
      yaml.key(2, "null-sender", "true");
    }
    limits(yaml, hop.pace());
  }

  private void login(Yaml yaml, Hop hop, String name) {
    Secret password = hop.password();
    if (hop.username() != null && password != null) {
      String file = "secrets/" + name;
      secrets.put(file, password);
      yaml.key(2, "username", Yaml.scalar(hop.username()));
      yaml.key(2, "password", "${file:" + file + "}");
    }
  }

  private void limits(Yaml yaml, Hop.Pace pace) {
    List<String> limits = new ArrayList<>();
    add(limits, "connections", pace.connections());
    add(limits, "per-minute", pace.perMinute());
    add(limits, "recipients", pace.recipients());
    if (messageSize > USUAL_SIZE) {
      limits.add("message-size: " + messageSize);
    }
    if (!limits.isEmpty()) {
      yaml.key(2, "limits", "{" + String.join(", ", limits) + "}");
    }
  }

  private static void add(List<String> limits, String key, int number) {
    if (number > 0) {
      limits.add(key + ": " + number);
    }
  }

  private static void optional(Yaml yaml, String key, String value) {
    if (!value.isEmpty()) {
      yaml.key(2, key, Yaml.scalar(value));
    }
  }
}
