package io.postweiche.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Debian's Postfix as a relay on loopback, with a configuration and a queue of its own, as root. It
 * relays for those who show a certificate of the authority, to one next server.
 */
public final class PostfixRelay implements AutoCloseable {
  private static final String MAIN =
      """
      compatibility_level = 3.6
      queue_directory = %1$s/queue
      data_directory = %1$s/data
      maillog_file = %1$s/log/mail
      maillog_file_prefixes = %1$s/log
      myhostname = mx.example
      mydestination =
      local_recipient_maps =
      mynetworks = 192.0.2.0/32
      inet_interfaces = 127.0.0.1
      inet_protocols = ipv4
      relayhost = [127.0.0.1]:%2$d
      disable_dns_lookups = yes
      smtp_tls_security_level = none
      smtpd_tls_security_level = encrypt
      smtpd_tls_chain_files = %3$s, %4$s
      smtpd_tls_CAfile = %5$s
      smtpd_tls_ask_ccert = yes
      smtpd_sender_restrictions =
        check_sender_access inline:{ { foreign.test = 550 5.7.1 Sender address is not allowed. } }
      smtpd_recipient_restrictions =
        check_recipient_access inline:{ { nobody@ = 550 5.1.1 User unknown } }
      smtpd_relay_restrictions = permit_tls_all_clientcerts, reject
      smtpd_error_sleep_time = 0
      """;
  private static final String MASTER =
      """
      127.0.0.1:%d inet n - n - - smtpd
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      tlsmgr unix - - n 1000? 1 tlsmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      proxymap unix - - n - - proxymap
      smtp unix - - n - - smtp
      relay unix - - n - - smtp
      error unix - - n - - error
      retry unix - - n - - error
      anvil unix - - n - 1 anvil
      scache unix - - n - 1 scache
      postlog unix-dgram n - n - 1 postlogd
      """;

  private final Path folder;
  private final int port;

  private PostfixRelay(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  public static boolean present() {
    return Programs.found("postfix")
        && Files.exists(Path.of("/etc/postfix/postfix-files"))
        && "root".equals(System.getProperty("user.name"));
  }

  /** Starts it, and waits until it takes connections. */
  public static PostfixRelay start(TestCertificates.Pem identity, Path authority, int next)
      throws IOException {
    // not below the test's own folder, into which Postfix's user must not look
    Path folder = Files.createTempDirectory("postfix-relay-");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String name : List.of("conf", "queue", "data", "log")) {
      Files.createDirectory(folder.resolve(name));
    }
    Path data = folder.resolve("data");
    Files.setOwner(
        data,
        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postfix"));
    int port = freePort();
    Files.writeString(
        folder.resolve("conf/main.cf"),
        MAIN.formatted(folder, next, identity.key(), identity.certificate(), authority));
    Files.writeString(folder.resolve("conf/master.cf"), MASTER.formatted(port));
    for (String name : List.of("postfix-files", "dynamicmaps.cf")) {
      Files.copy(Path.of("/etc/postfix", name), folder.resolve("conf").resolve(name));
    }
    PostfixRelay relay = new PostfixRelay(folder, port);
    relay.postfix("start");
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(relay::answers);
    return relay;
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    postfix("stop");
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(PostfixRelay::delete);
    }
  }

  private void postfix(String command) throws IOException {
    Process process =
        new ProcessBuilder("/usr/sbin/postfix", "-c", folder.resolve("conf").toString(), command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    try {
      if (process.waitFor() != 0 && command.equals("start")) {
        throw new IOException("Postfix: " + Files.readString(folder.resolve("said")));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] greeting = socket.getInputStream().readNBytes(3);
      return new String(greeting, StandardCharsets.US_ASCII).equals("220");
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
