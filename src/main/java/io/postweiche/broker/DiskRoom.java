package io.postweiche.broker;

import io.postweiche.core.mail.Receipt;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the disk under the journal has room, asked before a mail is taken (Postfix:
 * queue_minfree).
 */
public final class DiskRoom {
  /** Kept free for moving and delivering what was taken: the journal, pages, large bodies. */
  private static final long MINIMUM = 64L * 1024 * 1024;

  /** Over SMTP a mail is refused a journal file and a page earlier than a post is. */
  private static final long RESERVE = 32L * 1024 * 1024;

  /** With less than this free, mail is refused. */
  public static final long KEPT_FREE = MINIMUM + RESERVE;

  private final FileStore store;

  /** Finds the file system once: finding it reads the whole table of mounts. */
  DiskRoom(Path folder) throws IOException {
    store = Files.getFileStore(folder);
  }

  /** Room for mail that comes in over SMTP, of so many octets. */
  Receipt forMail(long octets) {
    return atLeast(KEPT_FREE + 2 * octets);
  }

  /** Room for what applications post; how large it is the broker does not know beforehand. */
  Receipt forPosts() {
    return atLeast(MINIMUM);
  }

  private Receipt atLeast(long wanted) {
    try {
      return store.getUsableSpace() < wanted
          ? new Receipt(Receipt.Kind.NO_ROOM, "insufficient system storage")
          : Receipt.STORED;
    } catch (IOException e) {
      return new Receipt(Receipt.Kind.TRY_LATER, "the store is not available");
    }
  }
}
