package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.config.Nearest;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Mails searched, their stories, and how much flows. */
final class StoryApi {
  private static final Set<String> SEARCH =
      Set.of("q", "state", "domain", "relay", "since", "until", "cursor", "limit");
  private static final int PAGE = 50;
  private static final int LONGEST_PAGE = 500;
  private static final int MOST_STEPS = 2_000;

  private final Stories stories;
  private final InstantSource clock;

  StoryApi(Stories stories, InstantSource clock) {
    this.stories = stories;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get(Api.ROOT + "/mails", this::find);
    routes.get(Api.ROOT + "/mails/{id}", this::show);
    routes.get(Api.ROOT + "/flow", this::flow);
  }

  private void find(Context ctx) throws IOException {
    QueryParams query = QueryParams.of(ctx, SEARCH);
    Instant now = clock.instant();
    StoryQuery wanted =
        new StoryQuery(
            query.one("q"),
            Fields.optional("state", query.one("state"), StoryApi::state),
            Fields.optional("domain", query.one("domain"), Domain::of),
            Fields.optional("relay", query.one("relay"), RelayId::new),
            Fields.optional("since", query.one("since"), text -> Since.of(text, now)),
            Fields.optional("until", query.one("until"), text -> Since.of(text, now)),
            query.one("cursor"),
            query.number("limit", PAGE, 1, LONGEST_PAGE));
    Api.json(ctx, page(wanted));
  }

  /** Only the store can tell whether a cursor is one of its own. */
  private StoryPage page(StoryQuery wanted) {
    String cursor = wanted.cursor();
    return cursor == null
        ? stories.find(wanted)
        : Fields.required("cursor", cursor, text -> stories.find(wanted));
  }

  private void show(Context ctx) throws IOException {
    QueryParams.none(ctx);
    String id = ctx.pathParam("id");
    Api.json(
        ctx,
        stories
            .story(id)
            .orElseThrow(() -> new ProblemException(404, "nothing is known of mail '" + id + "'")));
  }

  private void flow(Context ctx) throws IOException {
    QueryParams query = QueryParams.of(ctx, Set.of("since", "until", "step"));
    Instant now = clock.instant();
    Instant until = time(query, "until", now, now);
    Instant since = time(query, "since", until.minus(Duration.ofHours(1)), now);
    Duration step = Duration.ofMinutes(query.number("step", 1, 1, 1440));
    if (since.isAfter(until)) {
      throw new FieldException("since", "is after 'until'");
    }
    if (Duration.between(since, until).dividedBy(step) > MOST_STEPS) {
      throw new FieldException(
          "step", "more than " + MOST_STEPS + " steps; take longer ones, or a shorter stretch");
    }
    Api.json(ctx, stories.flow(since, until, step));
  }

  private static Instant time(QueryParams query, String key, Instant absent, Instant now) {
    Instant read = Fields.optional(key, query.one(key), text -> Since.of(text, now));
    return read == null ? absent : read;
  }

  static EventType state(String word) {
    List<String> known = Arrays.stream(EventType.values()).map(EventType::word).toList();
    return Arrays.stream(EventType.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + word + "' is none of " + known + Nearest.hint(word, known)));
  }
}
