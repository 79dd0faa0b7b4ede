package io.postweiche.cli;

import io.postweiche.web.EventView;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads Server-Sent Events as the router writes them: a name and one line of data each. */
final class EventLines implements Closeable {
  private static final String NAME = "event: ";
  private static final String DATA = "data: ";

  /** How the router takes leave of one who reads too slowly. */
  private static final String CUT = "cut";

  private final BufferedReader lines;

  EventLines(InputStream stream) {
    lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /**
   * Waits for the next.
   *
   * @return null at the end of the stream
   */
  @Nullable EventView next() throws IOException {
    String name = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(NAME)) {
        name = line.substring(NAME.length());
      } else if (line.startsWith(DATA) && name.equals(CUT)) {
        throw new CommandFailure(ExitCode.FAULTS, why(line.substring(DATA.length())));
      } else if (line.startsWith(DATA)) {
        return RestClient.READER.forType(EventView.class).readValue(line.substring(DATA.length()));
      }
    }
    return null;
  }

  private static String why(String data) throws IOException {
    return RestClient.READER.readTree(data).path("detail").asText("the router has cut the events");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
