package io.postweiche.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.HostPort;
import io.postweiche.spool.Spool;
import io.postweiche.web.console.Console;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP listener: REST, health, metrics, the console. */
public final class WebServer implements Closeable {
  private static final int HEADER_LIMIT = 64 * 1024; // a mail to 1,000 recipients names them there

  private final ConsoleSettings settings;
  private final Ports ports;
  private final PrometheusMeterRegistry metrics;
  private final Spool spool;
  private final InstantSource clock = InstantSource.system();
  private final Audit audit;
  private final DeadRun run;
  private final Jobs jobs;
  private final EventApi events;
  private final Console console;
  private final Javalin javalin;

  public WebServer(
      ConsoleSettings settings, Ports ports, PrometheusMeterRegistry metrics, Spool spool) {
    this.settings = settings;
    this.ports = ports;
    this.metrics = metrics;
    this.spool = spool;
    this.audit = new Audit(ports.audit(), clock);
    this.run = new DeadRun(ports.operations(), audit);
    this.jobs = new Jobs(run, clock);
    this.events = new EventApi(ports.events());
    this.console = new Console(ports, jobs, audit, clock);
    this.javalin = Javalin.create(this::configure);
  }

  /**
   * Opens the listener.
   *
   * @return where it listens, with the port the system chose for port 0
   * @throws IOException when the address cannot be had
   */
  public InetSocketAddress start() throws IOException {
    HostPort address = settings.address();
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      BindException told = new BindException("the console cannot listen on " + address);
      told.initCause(e);
      throw told;
    }
    return new InetSocketAddress(address.host(), javalin.port());
  }

  @Override
  public void close() {
    jobs.close();
    events.close();
    javalin.stop();
  }

  /** What is offered: {@code GET /api/v1/dead/{id}}; for the test of the document. */
  Set<String> offered() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(route -> route.endpoint.method + " " + route.endpoint.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.prefer405over404 = true;
    // JSON lines must reach the client one by one, and answers are small
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.jetty.threadPool = threads();
    config.jetty.modifyServer(WebServer::prepare);
    config.jetty.addConnector(this::connector);
    config.jetty.modifyHttpConfiguration(WebServer::tighten);
    Logins logins = new Logins(settings, audit, clock);
    List<LoginWay> ways = List.of(new TokenLogin(logins), new BasicLogin(logins), console.login());
    CallerRate rate = new CallerRate(CallerRate.BURST, CallerRate.A_SECOND);
    config.routes.before(new Guard(settings, ways, rate));
    Problems.register(config.routes, console.errors());
    StaticPages.register(config.routes);
    console.register(config.routes, logins);
    new HealthApi(ports.operations(), metrics).register(config.routes);
    new RelayApi(ports.operations(), audit).register(config.routes);
    new DeadLetterApi(ports.operations(), run, clock).register(config.routes);
    new JobApi(jobs, ports.operations(), audit, clock).register(config.routes);
    new MailApi(ports.operations(), audit, spool).register(config.routes);
    new StoryApi(ports.stories(), clock).register(config.routes);
    events.register(config.routes);
    new RuleApi(ports.rules()).register(config.routes);
    new AuditApi(ports.audit()).register(config.routes);
  }

  private Connector connector(Server server, HttpConfiguration http) {
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.address().host());
    connector.setPort(settings.address().port());
    connector.setShutdownIdleTimeout(50); // kept connections do not hold up the end
    return connector;
  }

  private static QueuedThreadPool threads() {
    QueuedThreadPool threads = new QueuedThreadPool(32, 4, 30_000);
    threads.setName("web");
    return threads;
  }

  private static void prepare(Server server) {
    server.setStopTimeout(3_000);
    server.setErrorHandler(new PlainErrors());
  }

  private static void tighten(HttpConfiguration http) {
    http.setUriCompliance(UriCompliance.DEFAULT); // Javalin's default lets ambiguous paths in
    http.setRequestHeaderSize(HEADER_LIMIT);
    http.setSendServerVersion(false);
  }
}
