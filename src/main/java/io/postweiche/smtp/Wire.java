package io.postweiche.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Netty side of one connection: octets in, replies out, TLS, time and the end. While a worker
 * has something to find out, or the client does not read its replies, nothing is read either, and
 * what was pipelined waits here.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write or close that fails is seen as the end
final class Wire extends ChannelInboundHandlerAdapter {
  /** The event that ends a connection as soon as nothing is under way. */
  enum Drain {
    NOW
  }

  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  private final SocketChannel channel;
  private final Door door;
  private final Peer peer;
  private final Inbox inbox = new Inbox();
  private final Outbox outbox = new Outbox();
  private final Deadline deadline;
  private final Aside aside;
  private @Nullable Conversation conversation;
  private boolean advancing;
  private boolean busy;
  private boolean tlsBegins;
  private boolean inputEnded;
  private boolean draining;
  private boolean closing;

  Wire(SocketChannel channel, Door door, Peer peer) {
    this.channel = channel;
    this.door = door;
    this.peer = peer;
    this.deadline = new Deadline(channel.eventLoop(), this::late);
    this.aside = new Aside(channel.eventLoop(), peer);
  }

  // what the conversation asks for

  /** Sends the reply with the others of its batch. */
  void say(SmtpReply reply) {
    outbox.add(reply);
  }

  /** Sends the reply, then ends the connection. */
  void hangUp(SmtpReply reply) {
    if (closing) {
      return;
    }
    closing = true;
    outbox.add(reply);
    deadline.in(door.limits().farewell());
    outbox.flush(channel).addListener(sent -> endOutput());
  }

  /**
   * Turns to TLS once the replies so far are out; what came in clear behind STARTTLS is dropped.
   */
  void startTls() {
    tlsBegins = true;
  }

  /** The client has this long for what comes next. */
  void within(Duration time) {
    deadline.in(time);
  }

  /** As {@link Aside#run}; meanwhile nothing is read. */
  <T> void aside(Executor workers, Supplier<T> work, Supplier<T> otherwise, Consumer<T> then) {
    busy = true;
    deadline.off();
    aside.run(workers, work, otherwise, result -> resume(() -> then.accept(result)));
  }

  /** Goes on after a time; meanwhile nothing is read. */
  void pause(Duration time, Runnable then) {
    busy = true;
    aside.pause(time, () -> resume(then));
  }

  // what Netty tells

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (channel.pipeline().get(SslHandler.class) == null) {
      begin(false, null);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (closing) {
      ((ByteBuf) message).release();
      return;
    }
    inbox.add(context.alloc(), (ByteBuf) message);
    advance();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    advance();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      handshakeEnded(handshake);
    } else if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded = true;
      advance();
    } else if (event == Drain.NOW) {
      draining = true;
      advance();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    deadline.cancel();
    closing = true;
    inbox.clear();
    if (conversation != null) {
      conversation.lost();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.debug("{}: {}", peer, Printable.of(String.valueOf(cause.getMessage())));
    } else {
      LOG.error("{}: connection failed", peer, cause);
    }
    channel.close();
  }

  private void begin(boolean secure, @Nullable String certified) {
    conversation = new Conversation(door, this, peer, secure, certified);
    conversation.begin();
    advance();
  }

  private void handshakeEnded(SslHandshakeCompletionEvent handshake) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (!handshake.isSuccess() || tls == null) {
      String reason = String.valueOf(handshake.cause());
      door.count(Reason.TLS_HANDSHAKE);
      LOG.info("{}: TLS handshake failed: {}", peer, Printable.of(reason));
      channel.close();
    } else if (conversation == null) {
      begin(true, ClientCertificate.owner(tls));
    } else {
      conversation.secured(ClientCertificate.owner(tls));
    }
  }

  /** Lets the conversation take what is there, as far as it can, then sends all replies at once. */
  private void advance() {
    if (advancing) {
      return;
    }
    advancing = true;
    guarded(
        () -> {
          while (!inbox.isEmpty() && !busy && !closing && !leaving() && channel.isWritable()) {
            takeSome(Objects.requireNonNull(conversation));
          }
          settle();
        });
    advancing = false;
  }

  /** A fault of ours ends this connection and no other; the client hears that it may come again. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("{}: dialogue failed", peer, e);
      hangUp(Replies.BROKEN);
    }
  }

  private void takeSome(Conversation current) {
    inbox.giveTo(current::take);
    if (outbox.isFull()) {
      outbox.flush(channel);
    }
    if (tlsBegins) {
      beginTls();
    }
  }

  private void settle() {
    if (!busy && leaving()) {
      hangUp(Replies.CLOSING);
    }
    if (closing || inbox.isEmpty()) {
      inbox.clear();
    }
    if (!busy && !closing) {
      outbox.flush(channel);
    }
    if (inputEnded && !busy && channel.isWritable()) {
      end();
    }
    channel.config().setAutoRead(closing || (!busy && channel.isWritable()));
  }

  /** Whether the server closes and this client is not in the middle of a message. */
  private boolean leaving() {
    return draining && (conversation == null || conversation.isIdle());
  }

  private void beginTls() {
    tlsBegins = false;
    if (!inbox.isEmpty()) {
      LOG.info("{}: dropped {} octets sent in clear behind STARTTLS", peer, inbox.size());
    }
    inbox.clear();
    Certificates tls = Objects.requireNonNull(door.tls());
    // true: what is written first, our 220, still goes out in clear
    channel.pipeline().addFirst(new SslHandler(tls.current().newEngine(channel.alloc()), true));
    outbox.flush(channel);
  }

  /** Goes on with what a worker found. */
  private void resume(Runnable then) {
    busy = false;
    if (channel.isActive() && !closing) {
      guarded(then);
      advance();
    }
  }

  private void late() {
    if (closing || conversation == null) {
      channel.close();
    } else {
      conversation.late();
    }
  }

  /**
   * Our side ends first and the client's rest is read away: closing with octets unread would be a
   * reset, which can take the last reply with it.
   */
  private void endOutput() {
    if (inputEnded || channel.pipeline().get(SslHandler.class) != null) {
      channel.close();
    } else {
      channel.shutdownOutput();
      channel.config().setAutoRead(true);
    }
  }

  /** The client has ended its side, and has its answers as soon as they are written. */
  private void end() {
    closing = true;
    deadline.in(door.limits().farewell());
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
