package io.postweiche.broker;

import io.postweiche.core.mail.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the disk under the journal has room, asked before a mail is taken (Postfix:
 * queue_minfree).
 */
final class DiskRoom {
  /**
   * The broker starts to refuse at its own limit; mail is refused a journal file and a page
   * earlier.
   */
  private static final long RESERVE = 32L * 1024 * 1024;

  private DiskRoom() {}

  static Receipt check(Path folder, long octets, long brokerMinimum) {
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (free < Math.max(0, brokerMinimum) + RESERVE + 2 * octets) {
        return new Receipt(Receipt.Kind.NO_ROOM, "insufficient system storage");
      }
      return Receipt.STORED;
    } catch (IOException e) {
      return new Receipt(Receipt.Kind.TRY_LATER, "the store is not available");
    }
  }
}
