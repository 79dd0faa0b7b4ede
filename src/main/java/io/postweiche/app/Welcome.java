package io.postweiche.app;

import io.postweiche.config.HostPort;
import io.postweiche.config.Settings;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code run} prints when every listener is open. */
final class Welcome {
  private Welcome() {}

  static void print(PrintStream out, Router router, long milliseconds) {
    Settings settings = router.settings();
    List<String> smtp = router.smtpAddresses().stream().map(Welcome::text).toList();
    out.printf("ready in %.1f s%n", milliseconds / 1000.0);
    out.println("  SMTP    " + String.join(", ", smtp));
    out.println("  JMS     " + String.join(", ", router.brokerAddresses()));
    out.println("  API     http://" + text(router.apiAddress()));
    out.println("  data    " + settings.data().toAbsolutePath().normalize());
    out.println("  relays  " + relays(settings));
    if (settings.sandbox()) {
      out.println(
          "  sandbox on: no relay is contacted; see what arrives with: postweiche sandbox list");
    }
    router.smtpAddresses().stream()
        .filter(address -> open(address.getPort(), settings))
        .findFirst()
        .ifPresent(address -> out.println("  try     " + example(here(address), settings)));
    out.flush();
  }

  private static String relays(Settings settings) {
    return settings.relays().keySet().stream()
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  /** A line that works with the first sender of the configuration. */
  private static String example(String smtp, Settings settings) {
    String sender =
        settings.routes().stream()
            .map(route -> route.pattern())
            .filter(pattern -> !pattern.domain().isEmpty())
            .map(p -> p.localPart().isEmpty() ? "test@" + p.domain() : p.toString())
            .map(text -> text.replace("@*.", "@"))
            .findFirst()
            .orElse("test@example.org");
    return ("printf 'From: %s\\r\\nTo: kunde@example.org\\r\\nSubject: hello\\r\\nDate: %%s\\r\\n\\r\\nhello\\r\\n'"
            + " \"$(date -R)\" | curl -sS smtp://%s --mail-from %s --mail-rcpt kunde@example.org -T -")
        .formatted(sender, smtp, sender);
  }

  /** Whether a client on this machine may send there without TLS and login. */
  private static boolean open(int port, Settings settings) {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return settings.listen().stream()
        .filter(listener -> listener.address().port() == port || listener.address().port() == 0)
        .filter(listener -> listener.tls() == null)
        .flatMap(listener -> listener.allow().stream())
        .anyMatch(allowed -> allowed.network().contains(loopback));
  }

  private static String here(InetSocketAddress address) {
    return address.getAddress().isAnyLocalAddress()
        ? new HostPort("127.0.0.1", address.getPort()).toString()
        : text(address);
  }

  private static String text(InetSocketAddress address) {
    InetAddress ip = address.getAddress();
    // 0.0.0.0 listens on IPv6 too, and Java would then call it [0:0:0:0:0:0:0:0]
    String host = ip.isAnyLocalAddress() ? "0.0.0.0" : ip.getHostAddress();
    return new HostPort(host, address.getPort()).toString();
  }
}
