package io.postweiche.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Answers with JSON lines as the work goes on. */
final class ProgressWriter implements Consumer<LetterOutcome> {
  static final String MEDIA_TYPE = "application/x-ndjson";
  private final OutputStream out;
  private int done;
  private int gone;
  private int failed;

  private ProgressWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Runs the work and tells each of its outcomes at once.
   *
   * @param total how many there are to go
   */
  static void stream(Context ctx, long total, boolean dryRun, Consumer<ProgressWriter> work) {
    ctx.contentType(MEDIA_TYPE);
    ProgressWriter writer = new ProgressWriter(ctx.outputStream());
    writer.line(ProgressLine.total(total));
    try {
      work.accept(writer);
      writer.line(ProgressLine.summary(writer.summary(dryRun)));
    } catch (UncheckedIOException e) {
      throw e; // the client has gone, nobody is left to be told
    } catch (UnavailableException e) {
      writer.line(ProgressLine.error(Problem.of(503, String.valueOf(e.getMessage()))));
    } catch (RuntimeException e) {
      // the status is long sent: only a line of the body can still tell
      writer.line(ProgressLine.error(Problem.of(500, Problems.log(e))));
    }
  }

  @Override
  public void accept(LetterOutcome item) {
    switch (item.outcome()) {
      case REPLAYED, DISCARDED, WOULD_REPLAY, WOULD_DISCARD -> done++;
      case GONE -> gone++;
      case FAILED -> failed++;
    }
    line(ProgressLine.item(item));
  }

  private ProgressLine.Summary summary(boolean dryRun) {
    return new ProgressLine.Summary(done, gone, failed, dryRun);
  }

  private void line(ProgressLine line) {
    try {
      String json = Json.MAPPER.writeValueAsString(line) + "\n";
      out.write(json.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the client has gone", e);
    }
  }
}
