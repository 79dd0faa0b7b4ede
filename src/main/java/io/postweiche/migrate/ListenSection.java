package io.postweiche.migrate;

import java.util.List;

/** Writes {@code listen}. */
final class ListenSection {
  private static final int MOST = 100_000;

  private final Parameters parameters;
  private final Domains domains;

  ListenSection(Parameters parameters, Domains domains) {
    this.parameters = parameters;
    this.domains = domains;
  }

  void write(Yaml yaml, List<Listener> listeners) {
    if (listeners.isEmpty()) {
      return;
    }
    boolean any = listeners.stream().anyMatch(Listener::possible);
    yaml.line(0, any ? "listen:" : "# listen:");
    listeners.stream().filter(Listener::possible).forEach(l -> listener(yaml, l, ""));
    listeners.stream().filter(l -> !l.possible()).forEach(l -> listener(yaml, l, "# "));
    yaml.empty();
  }

  private void listener(Yaml yaml, Listener listener, String before) {
    yaml.line(1, before + "- address: " + Yaml.scalar(listener.address()));
    if (!listener.allow().isEmpty()) {
      yaml.line(2, before + "allow: " + Yaml.list(listener.allow()));
    }
    if (!listener.possible() && listener.allow().isEmpty()) {
      yaml.line(2, before + "users: {NAME: \"{argon2}...\"}   # postweiche secret hash");
    }
    if (listener.certificate() != null && listener.key() != null) {
      yaml.line(
          2,
          before
              + "tls: {mode: "
              + listener.tls()
              + ", certificate: "
              + Yaml.path(listener.certificate())
              + ", key: "
              + Yaml.path(listener.key())
              + (listener.required() ? ", required: true}" : "}"));
    } else if (!listener.possible()) {
      yaml.line(2, before + "# tls: {certificate: FILE, key: FILE}");
    }
    if (domains.messageSize() > 0) {
      yaml.line(2, before + "max-message-size: " + domains.messageSize());
    }
    number(yaml, before, "max-connections-per-address", "smtpd_client_connection_count_limit");
    number(yaml, before, "max-recipients", "smtpd_recipient_limit");
  }

  private void number(Yaml yaml, String before, String key, String parameter) {
    String text = parameters.text(parameter);
    if (parameters.isSet(parameter) && text.matches("[1-9]\\d{0,8}")) {
      yaml.line(2, before + key + ": " + Math.min(Integer.parseInt(text), MOST));
    }
  }
}
