package io.postweiche.scenario;

import io.postweiche.app.Home;
import io.postweiche.app.Router;
import io.postweiche.config.ConfigFile;
import io.postweiche.config.Fault;
import io.postweiche.config.Loaded;
import io.postweiche.config.Settings;
import io.postweiche.testing.RawSmtp;
import io.postweiche.testing.ScriptedRelay;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * A whole router in this JVM, from a configuration file, with the real broker and real sockets on
 * ports of the system's choice; its relays are {@link ScriptedRelay}s.
 */
final class RunningRouter implements AutoCloseable {
  private final Path folder;
  private final Map<String, String> relays = new LinkedHashMap<>();
  private String senders = "  \"*\": a\n";
  private String rest = "retry: {first: 300ms, factor: 1, max: 300ms, jitter: 0%}\n";
  private String listener = "";
  private String broker = "";
  private String brokerUsers = "";
  private String console = "";
  private String token = "";
  private boolean sandbox;
  private Clock clock = Clock.systemDefaultZone();
  private Home home;
  private Router router;

  RunningRouter(Path folder) {
    this.folder = folder;
  }

  /** A relay played by a script; {@code keys} are further keys of its configuration, one a line. */
  RunningRouter relay(String name, ScriptedRelay relay, String... keys) {
    return relay(name, relay.port(), keys);
  }

  RunningRouter relay(String name, int port, String... keys) {
    relays.put(
        name,
        "  %s:\n    host: localhost\n    port: %d\n    tls: none\n    %s\n"
            .formatted(name, port, String.join("\n    ", keys)));
    return this;
  }

  /** The lines of {@code senders:}. */
  RunningRouter senders(String... lines) {
    senders = "  " + String.join("\n  ", lines) + "\n";
    return this;
  }

  /** Further top-level lines, in place of the quick retry. */
  RunningRouter with(String... lines) {
    rest = String.join("\n", lines) + "\n";
    return this;
  }

  /** Further keys of the SMTP listener. */
  RunningRouter listener(String... keys) {
    listener = "    " + String.join("\n    ", keys) + "\n";
    return this;
  }

  /** The users of the broker, as a YAML map. */
  RunningRouter brokerUsers(String users) {
    brokerUsers = ", users: " + users;
    return this;
  }

  /**
   * Lets nobody in but the bearers of tokens; asks with that of {@code operator} from now on.
   *
   * @param viewer the token of one who may only look
   */
  RunningRouter tokens(String operator, String viewer) {
    console =
        ", tokens: {op: {token: %s, role: operate}, eye: {token: %s, role: view}}"
            .formatted(operator, viewer);
    token = operator;
    return this;
  }

  /** Another broker.xml and routes than those of the project. */
  RunningRouter home(Home other) {
    home = other;
    return this;
  }

  /** Takes a relay out of the configuration. */
  RunningRouter without(String relay) {
    relays.remove(relay);
    return this;
  }

  RunningRouter secondListener(String address) {
    listener += "  - address: " + address + "\n";
    return this;
  }

  /** The lines of {@code broker:}, that key included. */
  RunningRouter brokerLines(String... lines) {
    broker = String.join("\n", lines);
    return this;
  }

  /** Routes and broker.xml from elsewhere than the project. */
  RunningRouter home(Path elsewhere) {
    home = new Home(elsewhere);
    return this;
  }

  /** Another clock than the machine's. */
  RunningRouter clock(Clock other) {
    clock = other;
    return this;
  }

  RunningRouter sandbox() {
    sandbox = true;
    return this;
  }

  RunningRouter start() throws IOException {
    Home where = home == null ? Home.find() : home;
    router = Router.start(settings(), where, clock, () -> {});
    return this;
  }

  /** Stops and starts again on the same data. */
  void restart() throws IOException {
    close();
    start();
  }

  /** Writes the configuration anew and applies it, as the watcher would. */
  void reconfigure() throws Exception {
    router.reconfigure(settings());
  }

  Path config() {
    return folder.resolve("postweiche.yaml");
  }

  Path data() {
    return folder.resolve("data");
  }

  RawSmtp smtp() throws IOException {
    return RawSmtp.connect(router.smtpAddresses().get(0)).hello();
  }

  InetSocketAddress smtpAddress() {
    return router.smtpAddresses().get(0);
  }

  /** Sends one small mail and gives the reply to its end. */
  String send(String from, String to) throws IOException {
    try (RawSmtp client = smtp()) {
      return client.mail(from, to, Messages.small(from, to));
    }
  }

  /** Host and port of a broker listener: {@code core}, {@code amqp} or {@code stomp}. */
  String broker(String protocol) {
    return router.brokerAddresses().stream()
        .filter(address -> address.startsWith(protocol + " "))
        .map(address -> address.substring(protocol.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  ActiveMQConnectionFactory jms() {
    return new ActiveMQConnectionFactory("tcp://" + broker("core"));
  }

  String get(String path) throws Exception {
    return api(request(path).build());
  }

  String post(String path, String json) throws Exception {
    return api(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  int status(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(request(path).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** Where the console is. */
  String url() {
    return "http://127.0.0.1:" + router.apiAddress().getPort();
  }

  private URI uri(String path) {
    return URI.create(url() + path);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static String api(HttpRequest request) throws Exception {
    HttpResponse<InputStream> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    return new String(response.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private Settings settings() throws IOException {
    Files.writeString(config(), yaml());
    Loaded loaded = ConfigFile.load(config(), name -> null);
    if (loaded instanceof Loaded.Bad bad) {
      throw new IllegalStateException(
          bad.faults().stream().map(Fault::toString).collect(Collectors.joining("\n")));
    }
    return ((Loaded.Good) loaded).settings();
  }

  String yaml() {
    return "hostname: relay.meinefirma.de\n"
        + "data: "
        + data()
        + "\n"
        + "sandbox: "
        + sandbox
        + "\n"
        + "listen:\n  - address: 127.0.0.1:0\n    allow: [127.0.0.0/8]\n"
        + listener
        + "relays:\n"
        + String.join("", relays.values())
        + "senders:\n"
        + senders
        + rest
        + (broker.isEmpty()
            ? "broker: {listen: {core: \"127.0.0.1:0\", amqp: \"127.0.0.1:0\", stomp: \"127.0.0.1:0\"}"
                + brokerUsers
                + "}"
            : broker)
        + "\n"
        + "console: {address: \"127.0.0.1:0\""
        + console
        + "}\n";
  }

  @Override
  public void close() {
    if (router != null) {
      router.close();
      router = null;
    }
  }
}
