package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.mail.MailEvent;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The events as they happen, as Server-Sent Events. */
final class EventApi implements Closeable {
  static final String MEDIA_TYPE = "text/event-stream";

  /** Each holds a thread of the server. */
  private static final int STREAMS = 8;

  private final EventFeed feed;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
  private final Semaphore free = new Semaphore(STREAMS);

  EventApi(EventFeed feed) {
    this.feed = feed;
  }

  void register(RoutesConfig routes) {
    routes.get(Api.ROOT + "/events", this::stream);
  }

  /** Ends every stream. */
  @Override
  public void close() {
    open.forEach(EventStream::end);
  }

  private void stream(Context ctx) throws IOException {
    Predicate<MailEvent> wanted = filter(QueryParams.of(ctx, Set.of("event", "relay")));
    if (!free.tryAcquire()) {
      throw new ProblemException(
          429, STREAMS + " clients listen already", Map.of("Retry-After", "10"));
    }
    EventStream stream = new EventStream(wanted);
    open.add(stream);
    Closeable subscription = feed.subscribe(stream);
    try {
      ctx.contentType(MEDIA_TYPE);
      stream.writeTo(ctx.res().getOutputStream());
    } finally {
      subscription.close();
      open.remove(stream);
      free.release();
    }
  }

  private static Predicate<MailEvent> filter(QueryParams query) {
    Set<EventType> types =
        query.all("event").stream()
            .map(word -> Fields.required("event", word, StoryApi::state))
            .collect(Collectors.toSet());
    String relay = query.one("relay");
    return event ->
        (types.isEmpty() || types.contains(event.type()))
            && (relay == null || relay.equals(event.relay()));
  }
}
