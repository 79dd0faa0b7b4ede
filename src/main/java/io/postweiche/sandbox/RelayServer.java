package io.postweiche.sandbox;

import io.postweiche.config.RelaySettings;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One relay, played on a loopback port of its own; a thread for each connection. */
final class RelayServer implements Session.Host, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);
  private static final int BACKLOG =
      1024; // the usual 50 makes clients that come at once wait for SYN retries
  private static final int IDLE_MILLIS = 300_000; // RFC 5321 section 4.5.3.2.7
  private static final int DAWDLE_SECONDS = 2;

  private final Behaviours behaviours;
  private final Mailbox mailbox;
  private final SSLContext tls;
  private final ServerSocket door;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile RelaySettings relay;

  RelayServer(RelaySettings relay, Behaviours behaviours, Mailbox mailbox, SSLContext tls)
      throws IOException {
    this.relay = relay;
    this.behaviours = behaviours;
    this.mailbox = mailbox;
    this.tls = tls;
    mailbox.open(relay.id());
    door = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread =
                  new Thread(task, "sandbox-" + relay.id() + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.execute(this::acceptAll);
  }

  int port() {
    return door.getLocalPort();
  }

  /** New settings of the same relay: they hold for connections made from now on. */
  void reconfigure(RelaySettings settings) {
    relay = settings;
  }

  @Override
  public RelaySettings relay() {
    return relay;
  }

  @Override
  public Behaviour behaviour() {
    return behaviours.of(relay.provider());
  }

  @Override
  public Mailbox mailbox() {
    return mailbox;
  }

  @Override
  public void secure(Wire wire) throws IOException {
    wire.startTls(tls);
  }

  @Override
  public void dawdle() {
    pause(TimeUnit.SECONDS.toMillis(DAWDLE_SECONDS));
  }

  /** Ends every connection; a message that was not yet acknowledged is dropped. */
  @Override
  public void close() throws IOException {
    closing.countDown();
    door.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("connections of {} in the sandbox did not end in 5 s", relay.id());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptAll() {
    while (closing.getCount() > 0) {
      try {
        take(door.accept());
      } catch (IOException e) {
        if (closing.getCount() > 0) {
          LOG.warn("{} in the sandbox cannot take a connection: {}", relay.id(), e.getMessage());
          pause(100); // out of file handles, say: do not spin
        }
      }
    }
  }

  private void take(Socket socket) throws IOException {
    open.add(socket);
    try {
      threads.execute(() -> serve(socket));
    } catch (RejectedExecutionException e) {
      socket.close(); // came while we stop
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setSoTimeout(IDLE_MILLIS);
      socket.setTcpNoDelay(true);
      try (Wire wire = new Wire(socket)) {
        if (closing.getCount() > 0) { // else close() may have passed over this socket
          new Session(this, wire).run();
        }
      }
    } catch (IOException e) {
      LOG.debug("a connection to {} in the sandbox broke: {}", relay.id(), e.getMessage());
    } finally {
      open.remove(socket);
    }
  }

  private void pause(long millis) {
    try {
      boolean stopped = closing.await(millis, TimeUnit.MILLISECONDS);
      LOG.trace("waited, stopped: {}", stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
