package io.postweiche.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.postweiche.config.LineEndings;
import io.postweiche.testing.Cuts;
import java.io.ByteArrayOutputStream;

/** Streams behind DATA: nothing but CRLF.CRLF ends a message, however the network cuts it. */
class DataFuzzTest {
  @FuzzTest
  void cutsMakeNoDifference(byte[] stream) {
    for (LineEndings endings : LineEndings.values()) {
      for (boolean dotted : new boolean[] {true, false}) {
        Read whole = read(stream, Cuts.none(), dotted, endings);
        assertThat(read(stream, Cuts.everywhere(), dotted, endings)).isEqualTo(whole);
        assertThat(read(stream, Cuts.seededBy(stream), dotted, endings)).isEqualTo(whole);
        assertThat(whole.text().replace("\r\n", "").replaceAll("\r$", ""))
            .doesNotContain("\r", "\n", "\0");
      }
    }
  }

  @FuzzTest
  void onlyTheTrueEndEnds(byte[] stream) {
    Read read = read(stream, Cuts.none());
    String text = new String(stream, ISO_8859_1);
    int end = text.startsWith(".\r\n") ? 3 : behind(text, "\r\n.\r\n");
    assertThat(read.used()).isEqualTo(end < 0 ? stream.length : end);
    assertThat(read.ended()).isEqualTo(end >= 0);
    if (end >= 0) {
      String lines = text.substring(0, end - 3);
      assertThat(read.damaged()).isEqualTo(lines.replace("\r\n", "").matches("(?s).*[\r\n\0].*"));
      if (!read.damaged()) {
        assertThat(stuffed(read.text())).isEqualTo(canonical(lines));
      }
    }
  }

  @FuzzTest
  void whatIsStuffedComesBack(byte[] octets) {
    String text = new String(octets, ISO_8859_1).replaceAll("[\r\n\0]", "\r\n") + "\r\n";
    String wire = stuffed(text) + ".\r\n";
    Read read = read((wire + "QUIT\r\n").getBytes(ISO_8859_1), Cuts.seededBy(octets));
    assertThat(read.text()).isEqualTo(text);
    assertThat(read.used()).isEqualTo(wire.length());
    assertThat(read.damaged()).isFalse();
  }

  private record Read(String text, int used, boolean ended, boolean eightBit, boolean damaged) {}

  private static Read read(byte[] stream, Cuts cuts) {
    return read(stream, cuts, true, LineEndings.REFUSE);
  }

  private static Read read(byte[] stream, Cuts cuts, boolean dotted, LineEndings endings) {
    DataReader reader = new DataReader(dotted, endings);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    int used = cuts.feed(stream, (bytes, from, to) -> reader.read(bytes, from, to, message::write));
    String text = reader.damage() == null ? message.toString(ISO_8859_1) : "";
    return new Read(text, used, reader.ended(), reader.eightBit(), reader.damage() != null);
  }

  private static int behind(String text, String mark) {
    int at = text.indexOf(mark);
    return at < 0 ? -1 : at + mark.length();
  }

  private static String stuffed(String text) {
    return ("\r\n" + text).replace("\r\n.", "\r\n..").substring(2);
  }

  /**
   * A dot that begins a line is never the message's own: one that was not doubled is, too, gone.
   */
  private static String canonical(String wire) {
    return stuffed(("\r\n" + wire).replace("\r\n.", "\r\n").substring(2));
  }
}
