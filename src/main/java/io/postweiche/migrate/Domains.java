package io.postweiche.migrate;

import io.postweiche.config.Network;
import io.postweiche.core.mail.Domain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Names of this machine and its domain. */
final class Domains {
  private static final String ORIGIN = "myorigin";

  private final Parameters parameters;
  private final Notes notes;

  Domains(Parameters parameters, Notes notes) {
    this.parameters = parameters;
    this.notes = notes;
  }

  /** That of {@code myhostname}; empty when it is not set or no name. */
  String host() {
    String host = parameters.text("myhostname");
    if (!host.isEmpty() && !isDomain(host)) {
      notes.leftOut(parameters.place("myhostname"), "myhostname: '" + host + "' is no host name");
      return "";
    }
    return host;
  }

  /** Whose postmaster writes reports; empty when nothing says. */
  String ofPostmaster() {
    for (String name : List.of(origin(), parameters.text("mydomain"), host())) {
      if (name.contains(".") && isDomain(name)) {
        return name;
      }
    }
    return "";
  }

  /** The largest message taken in octets; 0 when nothing says. */
  long messageSize() {
    String size = parameters.text("message_size_limit");
    return parameters.isSet("message_size_limit") && size.matches("[1-9]\\d{0,11}")
        ? Long.parseLong(size)
        : 0;
  }

  // Debian has the domain in a file: myorigin = /etc/mailname
  private String origin() {
    String origin = parameters.text(ORIGIN);
    if (!origin.startsWith("/")) {
      return origin;
    }
    try {
      return TextFile.read(Path.of(origin)).strip();
    } catch (IOException e) {
      notes.remark(parameters.place(ORIGIN), "myorigin: " + origin + ": " + e.getMessage());
      return "";
    }
  }

  /** Whether it is a name or an IP address that a relay's {@code host} may have. */
  static boolean isHost(String text) {
    try {
      return !Network.of(text).text().contains("/");
    } catch (IllegalArgumentException e) {
      return isDomain(text);
    }
  }

  static boolean isDomain(String text) {
    try {
      Domain.of(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
