package io.postweiche.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NOOP\\r\\nQUIT\\r\\n           | NOOP QUIT",
        "A\\nB\\r\\nC\\r\\n             | BARE_LF C",
        "A\\nB\\nC\\r\\nD\\r\\n         | BARE_LF D",
        "A\\rB\\r\\nC\\r\\n             | BARE_CR C",
        "A\\r\\r\\nC\\r\\n              | BARE_CR C",
        "A\\r\\rB\\nC\\r\\nD\\r\\n      | BARE_CR D",
        "A\\0\\nB\\r\\nC\\r\\n          | CONTROL C",
        "A\\0\\r\\nC\\r\\n             | CONTROL C",
        "\\xfc\\r\\nC\\r\\n             | NOT_UTF8 C",
        "\\xc2\\x85\\r\\nC\\r\\n        | CONTROL C",
        "half                          | ''"
      })
  void cutsMakeNoDifference(String script, String expected) {
    byte[] stream = new Dialogue.Step("R", script.strip()).octets();
    for (int cut = 0; cut <= stream.length; cut++) {
      LineReader reader = new LineReader();
      List<String> lines = new ArrayList<>();
      read(reader, stream, 0, cut, lines);
      read(reader, stream, cut, stream.length, lines);
      assertThat(String.join(" ", lines)).isEqualTo(expected);
    }
  }

  @Test
  void longLinesAreAllowedWhereCredentialsStand() {
    String response = "x".repeat(12_286);
    assertThat(lines(response + "\r\n", true)).containsExactly(response);
    assertThat(lines(response + "x\r\n", true)).containsExactly("TOO_LONG");
    assertThat(lines(response + "\r\n", false)).containsExactly("TOO_LONG");
    String auth = "auth plain " + "x".repeat(12_275);
    assertThat(lines(auth + "\r\n", false)).containsExactly(auth);
  }

  private static List<String> lines(String stream, boolean inAuth) {
    LineReader reader = new LineReader();
    List<String> lines = new ArrayList<>();
    byte[] octets = stream.getBytes(ISO_8859_1);
    for (int at = 0; at < octets.length; ) {
      at = reader.read(octets, at, octets.length, inAuth);
      take(reader, lines);
    }
    return lines;
  }

  private static void read(LineReader reader, byte[] stream, int from, int to, List<String> lines) {
    for (int at = from; at < to; ) {
      at = reader.read(stream, at, to, false);
      take(reader, lines);
    }
  }

  private static void take(LineReader reader, List<String> lines) {
    Line line = reader.poll();
    if (line != null) {
      lines.add(line.fault() == null ? line.text() : line.fault().name());
    }
  }
}
