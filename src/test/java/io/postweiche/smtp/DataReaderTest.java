package io.postweiche.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.postweiche.config.LineEndings;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against a plain one that sees everything at once. */
class DataReaderTest {
  /** What came of a stream: the message, how much of the stream it took, the fault. */
  private record Read(String text, int used, boolean ended, boolean eightBit, String damage) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".\r\n",
        "a\r\n.\r\nNOOP\r\n",
        "..a\r\n..\r\n...\r\n.\r\nrest",
        ".a\r\n.\r\n.\r\n",
        "\r\n\r\n.\r\n",
        "a\r\n.\r\n.\r\n",
        "a\r\n.\n.\r\r\n\r.\r\n",
        "a\n.\n.\r\n",
        "\u00fc\r\n.\r\n\u0000",
        "no end"
      })
  void cutsMakeNoDifference(String stream) {
    Read expected = plainly(stream);
    for (int first = 0; first <= stream.length(); first++) {
      for (int second = first; second <= stream.length(); second++) {
        assertThat(read(stream, first, second)).isEqualTo(expected);
      }
    }
  }

  @Test
  void randomStreamsReadAsPlainly() {
    Random random = new Random(7);
    int ended = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder stream = new StringBuilder();
      int pieces = random.nextInt(12);
      for (int piece = 0; piece < pieces; piece++) {
        stream.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String text = stream.toString();
      Read read = read(text, random.nextInt(text.length() + 1), text.length());
      assertThat(read).as("%s", text).isEqualTo(plainly(text));
      ended += read.ended() ? 1 : 0;
    }
    assertThat(ended).isGreaterThan(10_000);
  }

  @Test
  void mendingCompletesLineEndsAndFindsTheSameEnd() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder stream = new StringBuilder();
      int pieces = random.nextInt(12);
      for (int piece = 0; piece < pieces; piece++) {
        stream.append(PIECES[random.nextInt(PIECES.length - 1)]); // without NUL
      }
      String text = stream + "\r\n.\r\nrest";
      byte[] octets = text.getBytes(ISO_8859_1);
      DataReader reader = new DataReader(true, LineEndings.NORMALISE);
      ByteArrayOutputStream mended = new ByteArrayOutputStream();
      int at = reader.read(octets, 0, random.nextInt(octets.length + 1), mended::write);
      if (!reader.ended()) {
        at = reader.read(octets, at, octets.length, mended::write);
      }
      int end = ("\r\n" + text).indexOf("\r\n.\r\n");
      String body = ("\r\n" + text.substring(0, end)).replace("\r\n.", "\r\n").substring(2);
      assertThat(at).as("%s", text).isEqualTo(end + 3);
      assertThat(mended.toString(ISO_8859_1))
          .as("%s", text)
          .isEqualTo(body.replaceAll("\r\n|\r|\n", "\r\n"));
      assertThat(reader.damage()).isNull();
    }
  }

  private static final String[] PIECES = {
    "\r\n", "\r\n", "\r\n.\r\n", ".", ".", "\r", "\n", "a", "\u00e9", "\0"
  };

  private static Read read(String stream, int first, int second) {
    byte[] octets = stream.getBytes(ISO_8859_1);
    DataReader reader = new DataReader();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    int at = 0;
    for (int end : new int[] {first, second, octets.length}) {
      if (at <= end) {
        at = reader.read(octets, at, end, text::write);
      }
    }
    boolean whole = reader.damage() == null;
    return new Read(
        whole && reader.ended() ? text.toString(ISO_8859_1) : "",
        at,
        reader.ended(),
        reader.eightBit(),
        String.valueOf(reader.damage()));
  }

  /** By the letter of RFC 5321: the end is the first CRLF.CRLF, the command's CRLF before it. */
  private static Read plainly(String stream) {
    int end = ("\r\n" + stream).indexOf("\r\n.\r\n");
    String body = end < 0 ? stream : stream.substring(0, end);
    String damage = damage(end < 0 ? stream : body, end < 0);
    String text = ("\r\n" + body).replace("\r\n.", "\r\n").substring(2);
    return new Read(
        damage.equals("null") && end >= 0 ? text : "",
        end < 0 ? stream.length() : end + 3,
        end >= 0,
        body.chars().anyMatch(c -> c > 127),
        damage);
  }

  private static String damage(String body, boolean open) {
    long line = 1;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      char next = i + 1 < body.length() ? body.charAt(i + 1) : 0;
      if (c == '\r' && next == '\n') {
        line++;
        i++;
      } else if (c == '\r' && (i + 1 < body.length() || !open)) {
        return new DataReader.Damage(DataReader.Fault.BARE_CR, line).toString();
      } else if (c == '\n') {
        return new DataReader.Damage(DataReader.Fault.BARE_LF, line).toString();
      } else if (c == 0) {
        return new DataReader.Damage(DataReader.Fault.NUL, line).toString();
      }
    }
    return "null";
  }
}
