package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.config.Role;
import io.postweiche.core.mail.Content;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Dead letters: list, show, download, replay, discard. */
final class DeadLetterApi {
  private static final Set<String> LISTING =
      Set.of("reason", "sender", "domain", "relay", "recipient", "since", "id", "offset", "limit");
  private static final Set<String> FILTERS =
      Set.of("reason", "sender", "domain", "relay", "recipient", "since", "id");
  private static final int PAGE = 100;
  private static final int LONGEST_PAGE = 1000;

  private final Operations operations;
  private final DeadRun run;
  private final InstantSource clock;

  DeadLetterApi(Operations operations, DeadRun run, InstantSource clock) {
    this.operations = operations;
    this.run = run;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get(Api.ROOT + "/dead", this::list);
    routes.get(Api.ROOT + "/dead/groups", this::groups);
    routes.get(Api.ROOT + "/dead/{id}", this::show);
    routes.get(Api.ROOT + "/dead/{id}/message", this::message);
    routes.get(Api.ROOT + "/dead/{id}/parts", this::parts);
    routes.post(Api.ROOT + "/dead/replay", this::replay);
    routes.post(Api.ROOT + "/dead/discard", this::discard);
  }

  private void list(Context ctx) throws IOException {
    QueryParams query = QueryParams.of(ctx, LISTING);
    DeadFilter filter = query.filter().read(clock.instant());
    int offset = query.number("offset", 0, 0, Integer.MAX_VALUE);
    int limit = query.number("limit", PAGE, 0, LONGEST_PAGE);
    List<DeadLetterView> items =
        limit == 0 ? List.of() : operations.deadLetters(filter, offset, limit);
    Api.json(ctx, new DeadLetterPage(operations.countDeadLetters(filter), offset, items));
  }

  private void groups(Context ctx) throws IOException {
    DeadFilter filter = QueryParams.of(ctx, FILTERS).filter().read(clock.instant());
    Api.json(ctx, operations.deadGroups(filter));
  }

  private void show(Context ctx) throws IOException {
    QueryParams.none(ctx);
    String id = ctx.pathParam("id");
    Api.json(ctx, Json.flat(operations.deadLetter(id).orElseThrow(() -> missing(id))));
  }

  private void message(Context ctx) throws IOException {
    Caller.of(ctx).require(Role.OPERATE);
    QueryParams.none(ctx);
    String id = ctx.pathParam("id");
    try (Content content = operations.export(id).orElseThrow(() -> missing(id))) {
      // never a name from the request: it would stand in a header and on somebody's disk
      String file = id.replaceAll("[^A-Za-z0-9]", "_") + ".eml";
      ctx.contentType(Api.MESSAGE)
          .header("Content-Disposition", "attachment; filename=\"" + file + "\"");
      ctx.res().setContentLengthLong(content.size());
      content.writeTo(ctx.outputStream());
    }
  }

  private void parts(Context ctx) throws IOException {
    Caller.of(ctx).require(Role.OPERATE);
    QueryParams.none(ctx);
    String id = ctx.pathParam("id");
    DeadLetterDetail detail = operations.deadLetter(id).orElseThrow(() -> missing(id));
    try (Content content = operations.export(id).orElseThrow(() -> missing(id))) {
      Api.json(ctx, LetterParts.of(detail, MailPreview.of(content)));
    }
  }

  private void replay(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.requireType(ctx, Api.JSON);
    ReplayRequest request = Bodies.json(ctx, ReplayRequest.class);
    stream(ctx, DeadWorkBody.read(request, operations, clock.instant()));
  }

  private void discard(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.requireType(ctx, Api.JSON);
    stream(ctx, DeadWorkBody.read(Bodies.json(ctx, DiscardRequest.class), clock.instant()));
  }

  private void stream(Context ctx, DeadWork work) {
    Caller caller = Caller.of(ctx);
    ProgressWriter.stream(
        ctx,
        run.total(work),
        work.dryRun(),
        (tally, progress) -> run.run(caller, work, tally, progress));
  }

  private static ProblemException missing(String id) {
    return new ProblemException(404, "there is no dead letter '" + id + "'");
  }
}
