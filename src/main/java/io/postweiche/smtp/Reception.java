package io.postweiche.smtp;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.postweiche.config.ListenTls;
import io.postweiche.config.TlsMode;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets each new connection up, or turns it away when there are too many. */
final class Reception extends ChannelInitializer<SocketChannel> {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  /** Octets of what a proxy may add to its header: certificates' names, an id. */
  private static final int MOST_ADDED = 4096;

  private final Door door;
  private final ChannelGroup connections;
  private final boolean implicitTls;
  private final AtomicInteger open = new AtomicInteger();
  private final Headcount headcount;

  Reception(Door door, ChannelGroup connections) {
    this.door = door;
    this.connections = connections;
    ListenTls tls = door.listen().tls();
    this.implicitTls = tls != null && tls.mode() == TlsMode.IMPLICIT;
    this.headcount = new Headcount(door.listen().limits());
  }

  @Override
  protected void initChannel(SocketChannel client) {
    int count = open.incrementAndGet();
    client.closeFuture().addListener(closed -> open.decrementAndGet());
    connections.add(client);
    InetSocketAddress address = client.remoteAddress();
    if (address == null) { // gone before it was looked at
      client.pipeline().addLast(new Turnaway(true));
      return;
    }
    Peer peer = new Peer(address.getAddress());
    if (count > door.listen().maxConnections()) {
      LOG.info("{}: refused, {} connections are open", peer, door.listen().maxConnections());
      turnAway(client, Reason.CONNECTIONS);
    } else if (door.access().isProxy(peer)) {
      client.pipeline().addLast(new HAProxyMessageDecoder(MOST_ADDED), gate(client, peer));
    } else {
      admit(client, peer);
    }
  }

  private ProxyGate gate(SocketChannel client, Peer proxy) {
    return new ProxyGate(
        proxy,
        door.limits().proxyHeader(),
        () -> door.count(Reason.PROXY_HEADER),
        told -> admit(client, told));
  }

  private void admit(SocketChannel client, Peer peer) {
    if (!headcount.enter(peer)) {
      LOG.info("{}: refused, too many connections from there", peer);
      turnAway(client, Reason.CONNECTIONS_PER_ADDRESS);
      return;
    }
    client.closeFuture().addListener(closed -> headcount.leave(peer));
    if (door.tls() != null && implicitTls) {
      client.pipeline().addLast(door.tls().current().newHandler(client.alloc()));
    }
    client.pipeline().addLast(new Wire(client, door, peer));
  }

  private void turnAway(SocketChannel client, Reason reason) {
    door.count(reason);
    client.pipeline().addLast(new Turnaway(implicitTls));
  }
}
