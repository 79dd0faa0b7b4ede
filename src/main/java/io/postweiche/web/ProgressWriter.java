package io.postweiche.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with JSON lines as the work goes on. */
final class ProgressWriter implements Consumer<LetterOutcome> {
  static final String MEDIA_TYPE = "application/x-ndjson";
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWriter.class);
  private final OutputStream out;
  private int done;
  private int gone;
  private int failed;

  /** Ends the work between two mails. */
  private static final class ClientGone extends UncheckedIOException {
    ClientGone(IOException cause) {
      super(cause);
    }
  }

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
    try {
      // not Javalin's own stream: its flush() reaches nobody
      ProgressWriter writer = new ProgressWriter(ctx.res().getOutputStream());
      writer.run(total, dryRun, work);
    } catch (IOException | ClientGone e) {
      LOG.info("{} stopped: the client has gone", ctx.path());
    }
  }

  private void run(long total, boolean dryRun, Consumer<ProgressWriter> work) {
    line(ProgressLine.total(total));
    try {
      work.accept(this);
      line(ProgressLine.summary(new ProgressLine.Summary(done, gone, failed, dryRun)));
    } catch (ClientGone e) {
      throw e;
    } catch (UnavailableException e) {
      line(ProgressLine.error(Problem.of(503, String.valueOf(e.getMessage()))));
    } catch (RuntimeException e) {
      // the status is long sent: only a line of the body can still tell
      line(ProgressLine.error(Problem.of(500, Problems.log(e))));
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

  private void line(ProgressLine line) {
    try {
      String json = Json.MAPPER.writeValueAsString(line) + "\n";
      out.write(json.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new ClientGone(e);
    }
  }
}
