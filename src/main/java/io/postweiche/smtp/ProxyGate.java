package io.postweiche.smtp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the header by which a trusted proxy tells the client's address (PROXY protocol, version
 * 1 or 2, section 2), and lets nobody in without one.
 */
final class ProxyGate extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyGate.class);

  private final Peer proxy;
  private final Duration patience;
  private final Runnable refused;
  private final Consumer<Peer> admit;
  private @Nullable ScheduledFuture<?> timer;
  private boolean over;

  /**
   * A gate.
   *
   * @param refused told when the header is missing or no header
   * @param admit makes the connection ready for that client
   */
  ProxyGate(Peer proxy, Duration patience, Runnable refused, Consumer<Peer> admit) {
    this.proxy = proxy;
    this.patience = patience;
    this.refused = refused;
    this.admit = admit;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    timer =
        context
            .executor()
            .schedule(
                () -> refuse(context, "no PROXY header within " + patience.toSeconds() + " s"),
                patience.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      context.fireChannelRead(message);
      return;
    }
    stopTimer();
    try {
      Peer client = client(header);
      if (client == null) {
        refuse(context, "the PROXY header names no IP address");
        return;
      }
      admit.accept(client);
    } finally {
      header.release();
    }
    context.fireChannelActive();
    context.pipeline().remove(this);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    refuse(context, Printable.of("no PROXY header: " + cause.getMessage()));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stopTimer();
    over = true;
  }

  /** The proxy itself where it speaks for nobody: its own checks, or an address it cannot tell. */
  private @Nullable Peer client(HAProxyMessage header) {
    boolean silent =
        switch (header.proxiedProtocol()) {
          case UNKNOWN -> true;
          case TCP4, TCP6, UDP4, UDP6, UNIX_STREAM, UNIX_DGRAM -> false;
        };
    if (silent || header.command() == HAProxyCommand.LOCAL) {
      return proxy;
    }
    byte[] octets =
        header.sourceAddress() == null
            ? null
            : NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
    try {
      return octets == null ? null : new Peer(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      return null;
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // nothing to do about a close that fails
  private void refuse(ChannelHandlerContext context, String why) {
    stopTimer();
    if (!over) { // the decoder has closed the connection already
      over = true;
      LOG.info("{}: refused, {}", proxy, why);
      refused.run();
      context.close();
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
