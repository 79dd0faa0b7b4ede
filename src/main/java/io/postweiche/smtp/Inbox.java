package io.postweiche.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;

/** Octets that came in and were not looked at yet. */
final class Inbox {
  /** Uses octets of an array. */
  interface Taker {
    /** Returns the index behind the last octet used. */
    int take(byte[] bytes, int from, int to);
  }

  private ByteBuf waiting = Unpooled.EMPTY_BUFFER;

  /** Takes the buffer over. */
  void add(ByteBufAllocator allocator, ByteBuf in) {
    ByteBuf more = onHeap(allocator, in);
    waiting = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, waiting, more);
  }

  int size() {
    return waiting.readableBytes();
  }

  boolean isEmpty() {
    return !waiting.isReadable();
  }

  void giveTo(Taker taker) {
    int from = waiting.arrayOffset() + waiting.readerIndex();
    int end = taker.take(waiting.array(), from, from + waiting.readableBytes());
    waiting.skipBytes(end - from);
  }

  /** Forgets what is there. */
  void clear() {
    waiting.release();
    waiting = Unpooled.EMPTY_BUFFER;
  }

  private static ByteBuf onHeap(ByteBufAllocator allocator, ByteBuf in) {
    if (in.hasArray()) {
      return in;
    }
    try {
      return allocator.heapBuffer(in.readableBytes()).writeBytes(in);
    } finally {
      in.release();
    }
  }
}
