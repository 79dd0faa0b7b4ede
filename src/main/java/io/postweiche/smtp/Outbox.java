package io.postweiche.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.nio.charset.StandardCharsets;

/** Replies that wait to go out together: one packet for a batch of pipelined commands. */
final class Outbox {
  private static final int FULL = 8 * 1024;

  private final StringBuilder waiting = new StringBuilder();

  void add(SmtpReply reply) {
    waiting.append(reply.wire());
  }

  boolean isFull() {
    return waiting.length() >= FULL;
  }

  ChannelFuture flush(Channel channel) {
    if (waiting.isEmpty()) {
      return channel.newSucceededFuture();
    }
    ByteBuf out = channel.alloc().buffer(waiting.length());
    out.writeCharSequence(waiting, StandardCharsets.US_ASCII);
    waiting.setLength(0);
    return channel.writeAndFlush(out);
  }
}
