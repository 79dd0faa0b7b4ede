package io.postweiche.migrate;

import io.postweiche.core.mail.Address;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code smtp_generic_maps}: other addresses for senders on their way out. */
final class Generic {
  private static final String NAME = "smtp_generic_maps";

  private final Table table;
  private final SenderLookup lookup;
  private final Notes notes;

  Generic(Parameters parameters, Tables tables, SenderLookup lookup, Notes notes) {
    this.table = tables.of(NAME);
    this.lookup = lookup;
    this.notes = notes;
    if (!table.entries().isEmpty()) {
      notes.remark(
          parameters.place(NAME),
          NAME
              + ": became envelope-from and header-from of the sender's line. Recipients and other"
              + " header fields are left alone, and a changed From keeps the old one as Reply-To");
    }
  }

  /** The lines that can be carried over; the others are told. */
  List<Table.Entry> entries() {
    List<Table.Entry> whole = new ArrayList<>();
    for (Table.Entry line : table.entries()) {
      if (isAddress(line.value())) {
        whole.add(line);
      } else {
        notes.leftOut(
            line.place(),
            NAME
                + ": '"
                + line.key()
                + "' keeps the local part and changes the domain; 'envelope-from' is one address:"
                + " write a line for each sender, or let the application send as the new domain");
      }
    }
    return whole;
  }

  /** The address a sender goes out as; null when it is kept. */
  @Nullable String of(@Nullable String sender) {
    Table.Entry found = sender == null || sender.isEmpty() ? null : lookup.find(table, sender);
    return found == null || !isAddress(found.value()) ? null : found.value();
  }

  private static boolean isAddress(String value) {
    try {
      return !Address.of(value).isNull();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
