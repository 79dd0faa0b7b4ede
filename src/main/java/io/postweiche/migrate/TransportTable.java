package io.postweiche.migrate;

import org.jspecify.annotations.Nullable;

/** {@code transport_maps}: by recipient, which Postweiche does not route by. */
final class TransportTable {
  private static final String NAME = "transport_maps";

  private final Parameters parameters;
  private final Notes notes;

  TransportTable(Parameters parameters, Notes notes) {
    this.parameters = parameters;
    this.notes = notes;
  }

  // The line for every recipient; null when there is none. All other lines are told.
  Table.@Nullable Entry everything(Tables tables) {
    Table.Entry everything = null;
    for (Table.Entry line : tables.of(NAME).entries()) {
      if (line.key().equals("*")) {
        everything = everything == null ? line : everything;
      } else {
        notes.leftOut(line.place(), NAME + ": " + what(line));
      }
    }
    if (everything != null && everything.value().startsWith("smtp:") && isBare(everything)) {
      notes.leftOut(everything.place(), NAME + ": '*' delivers directly, past every relay");
    }
    return everything;
  }

  private static boolean isBare(Table.Entry line) {
    return line.value().endsWith(":");
  }

  private String what(Table.Entry line) {
    String value = line.value();
    String recipients = "mail to '" + line.key() + "' ";
    if (value.equals(":")) {
      return recipients
          + "keeps its usual way; Postweiche carries it by its sender, as any other mail";
    }
    if (value.startsWith("error:") || value.startsWith("discard:")) {
      return recipients + "is refused or thrown away; refuse it where it is sent";
    }
    return recipients
        + "goes another way by its recipient; Postweiche chooses by the sender alone: send it there"
        + " from "
        + (parameters.isSet("myhostname") ? "the server that submits it" : "its source")
        + ", or keep a Postfix for it as a relay";
  }
}
