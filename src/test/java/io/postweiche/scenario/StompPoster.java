package io.postweiche.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import io.vertx.ext.stomp.StompClient;
import io.vertx.ext.stomp.StompClientConnection;
import io.vertx.ext.stomp.StompClientOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The STOMP client of Vert.x. */
final class StompPoster implements Poster {
  private static final int PATIENCE_S = 60;

  private final Vertx vertx = Vertx.vertx();
  private final StompClientOptions options;
  private final List<StompClient> clients = new ArrayList<>();

  StompPoster(String host, int port, @Nullable String user, @Nullable String password) {
    options = new StompClientOptions().setHost(host).setPort(port).setHeartbeat(none());
    options.setAutoComputeContentLength(false); // with a length it would be octets
    if (user != null) {
      options.setLogin(user).setPasscode(password);
    }
  }

  private static io.vertx.core.json.JsonObject none() {
    return new io.vertx.core.json.JsonObject().put("x", 0).put("y", 0);
  }

  @Override
  public void post(Letter letter) throws Exception {
    StompClientConnection connection = connect();
    try {
      done(connection.send(frame(letter)));
    } finally {
      leave(connection);
    }
  }

  @Override
  public void together(List<Letter> letters, boolean commit) throws Exception {
    StompClientConnection connection = connect();
    try {
      done(connection.beginTX("all"));
      for (Letter letter : letters) {
        done(connection.send(frame(letter).addHeader("transaction", "all")));
      }
      done(commit ? connection.commit("all") : connection.abort("all"));
    } finally {
      leave(connection);
    }
  }

  @Override
  public Answered answer(String queue) throws Exception {
    StompClientConnection connection = connect();
    try {
      BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
      done(
          connection.subscribe(
              queue,
              new HashMap<>(Map.of("destination-type", "ANYCAST", "id", "answers")),
              frames::add));
      Frame answer = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
      return new Answered(answer.getHeader("correlation-id"), answer.getBodyAsString());
    } finally {
      leave(connection);
    }
  }

  @Override
  public void subscribe(String name) {
    throw new UnsupportedOperationException("this client sends no client-id");
  }

  @Override
  public String event(String name, String text) {
    throw new UnsupportedOperationException("this client sends no client-id");
  }

  private StompClientConnection connect() throws Exception {
    StompClient client = StompClient.create(vertx, options);
    clients.add(client); // one that nobody holds is closed with the garbage
    return done(client.connect());
  }

  private static void leave(StompClientConnection connection) throws Exception {
    try {
      done(connection.disconnect());
    } catch (ExecutionException e) {
      assertThat(e).hasMessageContaining("closed"); // the broker was quicker
    }
  }

  private static Frame frame(Letter letter) {
    Map<String, String> headers = new HashMap<>();
    letter.properties().forEach((name, value) -> headers.put(name, String.valueOf(value)));
    headers.put("destination", "mail.submit");
    headers.put("destination-type", "ANYCAST");
    headers.put("persistent", "true");
    headers.put("priority", String.valueOf(letter.priority()));
    if (letter.correlation() != null) {
      headers.put("correlation-id", letter.correlation());
    }
    if (letter.replyTo() != null) {
      headers.put("reply-to", letter.replyTo());
    }
    if (letter.body() instanceof byte[] octets) {
      headers.put("content-length", String.valueOf(octets.length));
      return new Frame(Command.SEND, headers, Buffer.buffer(octets));
    }
    return new Frame(Command.SEND, headers, Buffer.buffer((String) letter.body()));
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
