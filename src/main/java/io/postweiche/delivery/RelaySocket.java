package io.postweiche.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that waits for its peer only so long and reads only so much. A read time-out would
 * not do: a peer that sends an octet now and then, or takes none of ours, holds a thread for ever.
 */
final class RelaySocket extends Socket {
  private static final int MOST = 512 * 1024; // octets of one reply or handshake

  private static final long NEVER = Long.MAX_VALUE;

  private static final ScheduledThreadPoolExecutor ALARM = alarm();

  private final InetAddress named;
  private volatile long deadline = NEVER; // System.nanoTime()
  private volatile boolean expired;
  private final Object looking = new Object();
  private @Nullable Future<?> look;
  private long lookAt;
  private int budget = MOST;
  private Socket outermost = this;

  /**
   * A socket not connected yet.
   *
   * @param named the relay by its configured name; a proxy's own name must never stand in for it
   */
  RelaySocket(InetAddress named) {
    this.named = named;
  }

  /** By this Angus knows for whom the certificate must be. */
  @Override
  public InetAddress getInetAddress() {
    return named;
  }

  /**
   * Closes this socket unless {@link #disarm} comes first.
   *
   * @return false when an alarm is already set, which then stands
   */
  boolean arm(Duration limit) {
    if (deadline != NEVER) {
      return false;
    }
    budget = MOST;
    long due = System.nanoTime() + limit.toNanos();
    deadline = due;
    lookBy(due);
    return true;
  }

  /** The clock goes on: to set and stop it for each of a mail's waits would cost more than them. */
  void disarm() {
    deadline = NEVER;
  }

  boolean expired() {
    return expired;
  }

  /** Closes without complaint: whatever fails now no longer matters. */
  void drop() {
    try {
      close();
    } catch (IOException e) {
      // closed is what was wanted
    }
  }

  /** From here on what is written goes through this TLS socket, which lies over this one. */
  void secured(Socket tls) {
    outermost = tls;
  }

  boolean isSecured() {
    return outermost != this;
  }

  /** Towards the relay, through TLS where there is TLS. */
  OutputStream outward() throws IOException {
    return outermost.getOutputStream();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Metered(super.getInputStream());
  }

  @Override
  public synchronized void close() throws IOException {
    synchronized (looking) {
      if (look != null) {
        look.cancel(false);
      }
    }
    super.close();
  }

  private void lookBy(long due) {
    synchronized (looking) {
      if (look != null && lookAt - due <= 0) {
        return; // that look sets the next one
      }
      if (look != null) {
        look.cancel(false);
      }
      lookAt = due;
      look = ALARM.schedule(this::look, due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    synchronized (looking) {
      look = null; // before the deadline is read: who sets one now sets a look as well
    }
    long due = deadline;
    if (due == NEVER) {
      return;
    }
    if (due - System.nanoTime() <= 0) {
      expired = true;
      drop();
    } else {
      lookBy(due);
    }
  }

  private static ScheduledThreadPoolExecutor alarm() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "relay-alarm");
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  private final class Metered extends FilterInputStream {
    Metered(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return spend(super.read(), 1);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      return spend(read, read);
    }

    private int spend(int result, int octets) throws IOException {
      if (octets > budget) {
        throw new IOException("reply longer than " + MOST / 1024 + " KB");
      }
      budget -= Math.max(0, octets);
      return result;
    }
  }
}
