package io.postweiche.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.postweiche.config.ConsoleSettings;
import io.postweiche.config.HostPort;
import io.postweiche.spool.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP listener: REST, health, metrics, the start page. */
public final class WebServer implements Closeable {
  private static final int HEADER_LIMIT = 64 * 1024; // a mail to 1,000 recipients names them there

  private final ConsoleSettings settings;
  private final Ports ports;
  private final PrometheusMeterRegistry metrics;
  private final Spool spool;
  private final Javalin javalin;

  public WebServer(
      ConsoleSettings settings, Ports ports, PrometheusMeterRegistry metrics, Spool spool) {
    this.settings = settings;
    this.ports = ports;
    this.metrics = metrics;
    this.spool = spool;
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
    javalin.stop();
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
    InstantSource clock = InstantSource.system();
    config.routes.before(new Guard(settings, clock));
    Problems.register(config.routes);
    StaticPages.register(config.routes);
    new HealthApi(ports.operations(), metrics).register(config.routes);
    new RelayApi(ports.operations()).register(config.routes);
    new DeadLetterApi(ports.operations(), clock).register(config.routes);
    new MailApi(ports.operations(), spool).register(config.routes);
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
