package io.postweiche.smtp;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.postweiche.config.ListenTls;
import io.postweiche.config.TlsMode;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets each new connection up, or turns it away when there are too many. */
final class Reception extends ChannelInitializer<SocketChannel> {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Door door;
  private final ChannelGroup connections;
  private final boolean implicitTls;
  private final AtomicInteger open = new AtomicInteger();

  Reception(Door door, ChannelGroup connections) {
    this.door = door;
    this.connections = connections;
    ListenTls tls = door.listen().tls();
    this.implicitTls = tls != null && tls.mode() == TlsMode.IMPLICIT;
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
      client.pipeline().addLast(new Turnaway(implicitTls));
      return;
    }
    if (door.tls() != null && implicitTls) {
      client.pipeline().addLast(door.tls().newHandler(client.alloc()));
    }
    client.pipeline().addLast(new Wire(client, door, peer));
  }
}
