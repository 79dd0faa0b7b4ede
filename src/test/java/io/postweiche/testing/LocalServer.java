package io.postweiche.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Function;

/** Takes connections on a port of the system's choice and gives each a thread of its own. */
final class LocalServer implements AutoCloseable {
  private final ServerSocket server;
  private final Function<Socket, Runnable> taken;
  private final String name;
  private final Thread acceptor;

  /**
   * Listens at once.
   *
   * @param taken is told of a connection before the next one is taken, and gives what serves it
   */
  LocalServer(String name, int backlog, Function<Socket, Runnable> taken) {
    this.name = name;
    this.taken = taken;
    try {
      server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptor = daemon(name, this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Takes no more; connections taken already are whoever's who has them. */
  @Override
  public void close() {
    try {
      server.close();
      // until it has left accept() the kernel goes on completing handshakes
      acceptor.join();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(name, taken.apply(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }
}
