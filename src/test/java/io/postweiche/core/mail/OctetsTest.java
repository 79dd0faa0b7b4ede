package io.postweiche.core.mail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight at a time against one at a time. */
class OctetsTest {
  private final Random random = new Random(11);

  @Test
  void theFirstControlIsWhereItWouldBeFoundOneByOne() {
    for (int round = 0; round < 200_000; round++) {
      byte[] octets = text();
      int from = random.nextInt(octets.length + 1);
      int to = from + random.nextInt(octets.length - from + 1);
      int expected = from;
      while (expected < to && (octets[expected] & 255) > 13) {
        expected++;
      }
      assertThat(Octets.firstControl(octets, from, to)).isEqualTo(expected);
    }
  }

  @Test
  void anOctetAbove127IsSeenWhereverItStands() {
    for (int length = 0; length < 40; length++) {
      assertThat(Octets.eightBit("a\r\n\u007f".repeat(10).getBytes(US_ASCII), 0, length)).isFalse();
      for (int at = 0; at < length; at++) {
        byte[] octets = new byte[40];
        octets[at] = (byte) (128 + random.nextInt(128));
        assertThat(Octets.eightBit(octets, 0, length)).isTrue();
        assertThat(Octets.eightBit(octets, at + 1, length)).isFalse();
        assertThat(Octets.eightBit(octets, 0, at)).isFalse();
      }
    }
  }

  /** Any octets, with few controls, so that runs are long. */
  private byte[] text() {
    byte[] octets = new byte[random.nextInt(40)];
    random.nextBytes(octets);
    for (int i = 0; i < octets.length; i++) {
      if ((octets[i] & 255) < 14 && random.nextInt(4) > 0) {
        octets[i] = 14;
      }
    }
    return octets;
  }
}
