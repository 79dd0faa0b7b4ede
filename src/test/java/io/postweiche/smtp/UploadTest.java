package io.postweiche.smtp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {
  private static final byte[] LARGE = "0123456789abcd\r\n".repeat(20_000).getBytes(US_ASCII);

  @TempDir Path folder;

  @Test
  void withoutRoomTheMessageIsReadToItsEndAndRefused() throws IOException {
    Upload upload =
        new Upload(new DataReader(), new Spool(folder.resolve("gone")).writer(), 1_000_000);
    assertThat(upload.read(LARGE, 0, LARGE.length)).isEqualTo(LARGE.length);
    assertThat(upload.ended()).isFalse();
    assertThat(upload.read(".\r\nNOOP\r\n".getBytes(US_ASCII), 0, 9)).isEqualTo(3);
    assertThat(upload.ended()).isTrue();
    assertThat(upload.refusal()).isEqualTo(Replies.NO_SPOOL);
  }

  @Test
  void aMessageThatIsRefusedHoldsNoRoomWhileItIsReadToItsEnd() throws IOException {
    Spool spool = new Spool(folder);
    spool.open();
    for (String fault : new String[] {"x\n", "0".repeat(700_000) + "\r\n"}) {
      Upload upload = new Upload(new DataReader(), spool.writer(), 1_000_000);
      upload.read(LARGE, 0, LARGE.length);
      assertThat(Files.list(folder)).hasSize(1);
      byte[] rest = fault.getBytes(US_ASCII);
      upload.read(rest, 0, rest.length);
      assertThat(upload.ended()).isFalse();
      assertThat(upload.refusal()).isNotNull();
      assertThat(Files.list(folder)).isEmpty();
    }
  }
}
