package io.postweiche.web;

import io.postweiche.core.mail.MailEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between the mail's way and one client that listens. The way never waits: a client that does not
 * keep up is cut.
 */
final class EventStream implements Consumer<MailEvent> {
  static final int BUFFER = 1_000;
  private static final long HEARTBEAT_S = 15;
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  private final Predicate<MailEvent> wanted;
  private final BlockingQueue<Optional<MailEvent>> waiting = new ArrayBlockingQueue<>(BUFFER);
  private volatile boolean tooSlow;
  private volatile boolean ended;

  EventStream(Predicate<MailEvent> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void accept(MailEvent event) {
    if (!tooSlow && wanted.test(event) && !waiting.offer(Optional.of(event))) {
      tooSlow = true;
    }
  }

  /** Until the client goes, is cut, or the router stops. */
  void writeTo(OutputStream out) {
    try {
      write(out, ": events from now on\n\n");
      while (!tooSlow) {
        Optional<MailEvent> event = waiting.poll(HEARTBEAT_S, TimeUnit.SECONDS);
        if (ended) {
          return;
        }
        write(out, event == null ? ": still here\n\n" : text(event.get()));
      }
      write(out, "event: cut\ndata: {\"detail\":\"events came faster than they were read\"}\n\n");
    } catch (IOException e) {
      LOG.debug("a client of the events has gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The router stops: its threads are wanted back at once. */
  void end() {
    ended = true;
    waiting.offer(Optional.empty()); // wakes the writer; one that has events to write sees the flag
  }

  private static String text(MailEvent event) throws IOException {
    // JSON on one line: nothing of a mail can begin a line of the stream
    return "event: "
        + event.type().word()
        + "\ndata: "
        + Json.MAPPER.writeValueAsString(EventView.of(event))
        + "\n\n";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
