import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What smtp-sink cannot play: relays that answer after a while, many relays at once, and a relay that wants STARTTLS and
 * AUTH PLAIN. Throws the mail away and counts it, on standard output in the words of `smtp-sink -c`.
 *
 * <p>java Sink.java LATENCY_MS KEYSTORE|- USER:PASSWORD|- PORT... The latency is a network's: commands that were sent
 * together (PIPELINING) are answered together, one latency later.
 */
public class Sink {
  static final AtomicLong mails = new AtomicLong();
  static long latency;
  static SSLContext tls;
  static String login;

  public static void main(String[] args) throws Exception {
    latency = Long.parseLong(args[0]);
    tls = args[1].equals("-") ? null : context(Path.of(args[1]));
    login = args[2].equals("-") ? null : "\0" + args[2].replace(':', '\0');
    for (int i = 3; i < args.length; i++) {
      ServerSocket server = new ServerSocket(Integer.parseInt(args[i]), 1000, InetAddress.getByName("127.0.0.1"));
      start(() -> accept(server));
    }
    start(Sink::endWithParent);
    for (long told = -1; ; Thread.sleep(5)) {
      long now = mails.get();
      if (now != told) {
        System.out.print("mesg=" + now + "\r");
        System.out.flush();
        told = now;
      }
    }
  }

  /** The bench closes this process's standard input, also when it is killed. */
  static void endWithParent() {
    try {
      while (System.in.read() >= 0) {}
    } catch (IOException e) {
      // as good as its end
    }
    System.exit(0);
  }

  static SSLContext context(Path file) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext made = SSLContext.getInstance("TLS");
    made.init(managers.getKeyManagers(), null, null);
    return made;
  }

  static void start(Runnable work) {
    Thread thread = new Thread(null, work, "sink", 256 * 1024);
    thread.setDaemon(true);
    thread.start();
  }

  static void accept(ServerSocket server) {
    while (true) {
      try {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        start(() -> {
          try (Session session = new Session(client)) {
            session.serve();
          } catch (IOException | InterruptedException e) {
            // the client has gone
          }
        });
      } catch (IOException e) {
        return;
      }
    }
  }

  static class Session implements AutoCloseable {
    Socket socket;
    InputStream in;
    OutputStream out;
    boolean loggedIn = login == null;
    final StringBuilder answers = new StringBuilder();

    Session(Socket socket) throws IOException {
      use(socket);
    }

    void use(Socket one) throws IOException {
      socket = one;
      in = new BufferedInputStream(one.getInputStream(), 65536);
      out = one.getOutputStream();
    }

    void serve() throws IOException, InterruptedException {
      answer("220 sink ESMTP");
      for (String line = line(); line != null && answer(line, line.length() < 4 ? line : line.substring(0, 4).toUpperCase()); ) {
        line = line();
      }
      flush();
    }

    /** False at the end of the session. */
    boolean answer(String line, String verb) throws IOException, InterruptedException {
      switch (verb) {
        case "EHLO", "HELO" -> answer("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n"
            + (tls != null && !(socket instanceof SSLSocket) ? "250-STARTTLS\r\n" : "") + (loggedIn ? "" : "250-AUTH PLAIN\r\n") + "250 SIZE 100000000");
        case "STAR" -> {
          answer("220 2.0.0 go on");
          flush();
          SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
          secure.setUseClientMode(false);
          secure.startHandshake();
          use(secure);
        }
        case "AUTH" -> {
          loggedIn = line.substring(11).equals(Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
          answer(loggedIn ? "235 2.7.0 ok" : "535 5.7.8 no");
        }
        case "MAIL" -> answer(loggedIn ? "250 2.1.0 ok" : "530 5.7.0 log in first");
        case "DATA" -> {
          answer("354 go on");
          flush();
          skipMail();
          mails.incrementAndGet();
          answer("250 2.0.0 ok");
        }
        case "QUIT" -> {
          answer("221 2.0.0 bye");
          return false;
        }
        default -> answer("250 2.0.0 ok");
      }
      return true;
    }

    void answer(String text) {
      answers.append(text).append("\r\n");
    }

    void flush() throws IOException, InterruptedException {
      if (answers.length() == 0) {
        return;
      }
      if (latency > 0) {
        Thread.sleep(latency);
      }
      out.write(answers.toString().getBytes(StandardCharsets.US_ASCII));
      answers.setLength(0);
    }

    String line() throws IOException, InterruptedException {
      if (in.available() == 0) {
        flush();
      }
      StringBuilder text = new StringBuilder();
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        if (octet < 0) {
          return null;
        }
        text.append((char) octet);
      }
      return text.toString().trim();
    }

    void skipMail() throws IOException {
      String end = "\r\n.\r\n";
      for (int matched = 2; matched < end.length(); ) { // DATA's own line end counts
        int octet = in.read();
        if (octet < 0) {
          throw new IOException("cut off");
        }
        matched = octet == end.charAt(matched) ? matched + 1 : octet == '\r' ? 1 : 0;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
