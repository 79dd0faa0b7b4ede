package io.postweiche.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postweiche.core.mail.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker streams into the spool. */
class SpoolWriterTest {
  private static final byte[] LARGE =
      "x".repeat(Spool.IN_MEMORY + 1).getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void whoStreamsHearsOfNoFaultAndWhoAsksAfterwardsDoes() throws IOException {
    Spool spool = opened();
    Files.delete(folder.resolve("spool"));
    try (SpoolWriter writer = spool.writer();
        OutputStream stream = writer.unfailing()) {
      stream.write(LARGE);
      stream.write(LARGE);
      assertThatThrownBy(() -> writer.finish(2L * LARGE.length))
          .isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  void aBodyThatDidNotComeWholeIsNone() throws IOException {
    try (SpoolWriter writer = opened().writer();
        OutputStream stream = writer.unfailing()) {
      stream.write(LARGE);
      assertThatThrownBy(() -> writer.finish(LARGE.length + 1L))
          .hasMessage("of a body of 262146 octets 262145 came");
    }
  }

  @Test
  void aStreamThatIsClosedLeavesTheBody() throws IOException {
    try (SpoolWriter writer = opened().writer()) {
      OutputStream stream = writer.unfailing();
      stream.write(LARGE);
      stream.close();
      try (Content content = writer.finish(LARGE.length)) {
        assertThat(content.bytes()).isEqualTo(LARGE);
      }
    }
  }

  private Spool opened() throws IOException {
    Spool spool = new Spool(folder.resolve("spool"));
    spool.open();
    return spool;
  }
}
