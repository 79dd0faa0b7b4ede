package io.postweiche.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;

/** Refuses a broker configuration under which an acknowledged mail could be lost. */
final class Durability {
  private Durability() {}

  static void demand(Configuration config) throws IOException {
    List<String> off = new ArrayList<>();
    note(off, config.isPersistenceEnabled(), "persistence-enabled");
    note(off, config.isJournalDatasync(), "journal-datasync");
    note(off, config.isJournalSyncTransactional(), "journal-sync-transactional");
    note(off, config.isJournalSyncNonTransactional(), "journal-sync-non-transactional");
    note(off, config.isLargeMessageSync(), "large-message-sync");
    if (!off.isEmpty()) {
      throw new IOException(
          "broker.xml sets " + String.join(", ", off) + " to false; accepted mail could be lost");
    }
  }

  private static void note(List<String> off, boolean on, String setting) {
    if (!on) {
      off.add(setting);
    }
  }
}
