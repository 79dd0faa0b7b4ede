package io.postweiche.smtp;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Tells a client that there are too many, and closes. */
final class Turnaway extends ChannelInboundHandlerAdapter {
  private final boolean silent;

  /**
   * A turnaway.
   *
   * @param silent where the client expects TLS: a handshake would cost what is to be saved
   */
  Turnaway(boolean silent) {
    this.silent = silent;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to do about a failed goodbye
  public void channelActive(ChannelHandlerContext context) {
    if (silent) {
      context.close();
      return;
    }
    String reply = Replies.TOO_MANY_CONNECTIONS.wire();
    context
        .writeAndFlush(ByteBufUtil.writeAscii(context.alloc(), reply))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
