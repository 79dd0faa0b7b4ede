package io.postweiche.smtp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.postweiche.config.ListenSettings;
import io.postweiche.config.ListenTls;
import io.postweiche.config.TlsMode;
import io.postweiche.core.mail.Intake;
import io.postweiche.core.mail.MailId;
import io.postweiche.spool.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes mail in over SMTP (RFC 5321) at one listener and gives each whole message to an {@link
 * Intake}; the client gets its {@code 250} when the intake has stored it.
 */
public final class SmtpServer implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);

  /** Clients that may wait for {@code accept}; the system caps it ({@code somaxconn}). */
  private static final int BACKLOG = 4096;

  /** On the heap, since the spool takes arrays. */
  private static final PooledByteBufAllocator BUFFERS = new PooledByteBufAllocator(false);

  private final String hostname;
  private final ListenSettings listen;
  private final Spool spool;
  private final Handover handover;
  private final Limits limits;
  private final Lockout lockout;
  private final Refusals refusals;
  private volatile @Nullable Running running;

  /** What exists between start and close. */
  private record Running(
      EventLoopGroup loops,
      Workers workers,
      ChannelGroup connections,
      Channel listener,
      @Nullable Certificates tls) {}

  /**
   * Prepares a server.
   *
   * @param hostname our name in the greeting and the domain of a lone {@code postmaster}
   * @param ids a new id at each call, from any thread
   * @param lockout shared with the other listeners
   * @param refusals told of what is refused
   */
  public SmtpServer(
      String hostname,
      ListenSettings listen,
      Spool spool,
      Intake intake,
      Supplier<MailId> ids,
      Clock clock,
      Lockout lockout,
      Refusals refusals) {
    this(
        hostname,
        listen,
        spool,
        new Handover(intake, ids, clock),
        Limits.STANDARD,
        lockout,
        refusals);
  }

  SmtpServer(
      String hostname,
      ListenSettings listen,
      Spool spool,
      Handover handover,
      Limits limits,
      Lockout lockout,
      Refusals refusals) {
    this.hostname = hostname;
    this.listen = listen;
    this.spool = spool;
    this.handover = handover;
    this.limits = limits;
    this.lockout = lockout;
    this.refusals = refusals;
  }

  /**
   * Listens.
   *
   * @return the address with the port that was chosen
   * @throws IOException when the address cannot be had or a TLS file is not fit, saying which
   */
  public InetSocketAddress start() throws IOException {
    Certificates tls = certificates();
    EventLoopGroup loops = loops();
    Workers workers = new Workers(listen.maxConnections());
    ChannelGroup connections = new DefaultChannelGroup(loops.next());
    Door door =
        new Door(
            hostname,
            listen,
            new Access(listen),
            new Logins(listen.users(), lockout, limits.failedLogin()),
            tls,
            spool,
            handover,
            workers,
            limits,
            refusals);
    ChannelFuture bound = bootstrap(loops, door, connections).bind(listen.address().socket());
    if (!bound.awaitUninterruptibly().isSuccess()) {
      workers.close();
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
      throw new IOException(
          "cannot listen on " + listen.address() + ": " + bound.cause().getMessage(),
          bound.cause());
    }
    running = new Running(loops, workers, connections, bound.channel(), tls);
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** Whether clients can connect. */
  public boolean isOpen() {
    Running now = running;
    return now != null && now.listener().isActive();
  }

  /**
   * Reads the TLS files again: connections from now on get what they hold. Files that are not fit
   * are told in the log and change nothing.
   */
  public void reloadTls() {
    Running now = running;
    if (now != null && now.tls() != null) {
      now.tls().reload();
    }
  }

  /**
   * Stops listening, sends idle clients away with {@code 421}, lets messages under way come to
   * their end for up to ten seconds, then closes what is left.
   */
  @Override
  public void close() {
    Running was = running;
    running = null;
    if (was == null) {
      return;
    }
    was.listener().close().awaitUninterruptibly();
    was.connections().forEach(client -> client.pipeline().fireUserEventTriggered(Wire.Drain.NOW));
    boolean drained =
        was.connections()
            .newCloseFuture()
            .awaitUninterruptibly(limits.drain().toMillis(), TimeUnit.MILLISECONDS);
    if (!drained) {
      LOG.info(
          "{}: closing with {} connections at work", listen.address(), was.connections().size());
      was.connections().close().awaitUninterruptibly();
    }
    was.workers().close();
    was.loops().shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private ServerBootstrap bootstrap(EventLoopGroup loops, Door door, ChannelGroup connections) {
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.ALLOCATOR, BUFFERS)
        .childHandler(new Reception(door, connections));
  }

  private @Nullable Certificates certificates() throws IOException {
    ListenTls tls = listen.tls();
    return tls == null || tls.mode() == TlsMode.NONE ? null : new Certificates(tls);
  }

  private EventLoopGroup loops() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new NioEventLoopGroup(
        threads, new DefaultThreadFactory("smtp-" + listen.address().port(), true));
  }
}
