package io.postweiche.migrate;

import java.util.List;

/** Writes what stands on its own, and tells what Postfix keeps for itself. */
final class General {
  private final Parameters parameters;
  private final Domains domains;
  private final Notes notes;

  General(Parameters parameters, Domains domains, Notes notes) {
    this.parameters = parameters;
    this.domains = domains;
    this.notes = notes;
  }

  void write(Yaml yaml) {
    String host = domains.host();
    if (!host.isEmpty()) {
      yaml.key(0, "hostname", Yaml.scalar(host)).empty();
    }
    tellLocalMail(host);
    if (parameters.text("message_size_limit").equals("0")) {
      notes.leftOut(
          parameters.place("message_size_limit"),
          "message_size_limit = 0: there is always a limit; write listen[].max-message-size");
    }
  }

  private void tellLocalMail(String host) {
    List<String> domains =
        parameters.words("mydestination").stream()
            .filter(d -> !d.equals(host) && !d.startsWith("localhost"))
            .toList();
    if (parameters.isSet("mydestination") && !domains.isEmpty()) {
      notes.leftOut(
          parameters.place("mydestination"),
          "mydestination: Postfix delivers mail to "
              + String.join(", ", domains)
              + " on this machine; Postweiche hands all mail to relays");
    }
  }
}
