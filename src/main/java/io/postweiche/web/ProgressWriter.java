package io.postweiche.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers with JSON lines as the work goes on. */
final class ProgressWriter implements Progress {
  static final String MEDIA_TYPE = "application/x-ndjson";
  private static final Logger LOG = LoggerFactory.getLogger(ProgressWriter.class);
  private final OutputStream out;
  private final Tally tally = new Tally();

  /** What is done: it counts, and tells each outcome. */
  interface Work {
    void run(Tally tally, Progress progress);
  }

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
  static void stream(Context ctx, long total, boolean dryRun, Work work) {
    ctx.contentType(MEDIA_TYPE);
    try {
      // not Javalin's own stream: its flush() reaches nobody
      ProgressWriter writer = new ProgressWriter(ctx.res().getOutputStream());
      writer.run(total, dryRun, work);
    } catch (IOException | ClientGone e) {
      LOG.info("{} stopped: the client has gone", ctx.path());
    }
  }

  private void run(long total, boolean dryRun, Work work) {
    line(ProgressLine.total(total));
    try {
      work.run(tally, this);
      line(ProgressLine.summary(summary(dryRun)));
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
    line(ProgressLine.item(item));
  }

  private ProgressLine.Summary summary(boolean dryRun) {
    return new ProgressLine.Summary(tally.done(), tally.gone(), tally.failed(), dryRun);
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
