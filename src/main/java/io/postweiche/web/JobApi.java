package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Replays and discards that go on by themselves. */
final class JobApi {
  private static final String ONE = Api.ROOT + "/jobs/{job}";
  private final Jobs jobs;
  private final Operations operations;
  private final Audit audit;
  private final InstantSource clock;

  JobApi(Jobs jobs, Operations operations, Audit audit, InstantSource clock) {
    this.jobs = jobs;
    this.operations = operations;
    this.audit = audit;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get(Api.ROOT + "/jobs", this::list);
    routes.post(Api.ROOT + "/jobs", this::start);
    routes.get(ONE, this::show);
    routes.delete(ONE, this::cancel);
  }

  private void list(Context ctx) throws IOException {
    QueryParams query = QueryParams.of(ctx, Set.of("state"));
    String state = query.one("state");
    List<String> known = List.of("running", "done", "failed", "cancelled");
    if (state != null && !known.contains(state)) {
      throw new FieldException("state", "'" + state + "' is none of " + String.join(", ", known));
    }
    Api.json(
        ctx,
        jobs.list().stream().filter(j -> state == null || j.state().word().equals(state)).toList());
  }

  private void start(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.requireType(ctx, Api.JSON);
    Job job = jobs.start(Caller.of(ctx), work(Bodies.json(ctx, JobRequest.class)));
    Api.json(ctx.status(202).header("Location", Api.ROOT + "/jobs/" + job.id()), job);
  }

  private DeadWork work(JobRequest request) {
    if ((request.replay() == null) == (request.discard() == null)) {
      throw new ProblemException(400, "either 'replay' or 'discard' is wanted in the body");
    }
    return request.replay() == null
        ? DeadWorkBody.read(request.discard(), clock.instant())
        : DeadWorkBody.read(request.replay(), operations, clock.instant());
  }

  private void show(Context ctx) throws IOException {
    QueryParams.none(ctx);
    String id = ctx.pathParam("job");
    Api.json(ctx, jobs.get(id).orElseThrow(() -> missing(id)));
  }

  private void cancel(Context ctx) throws IOException {
    QueryParams.none(ctx);
    String id = ctx.pathParam("job");
    Job job = jobs.cancel(id).orElseThrow(() -> missing(id));
    audit.record(ctx, "cancel", id, job.kind() + " of " + job.target());
    Api.json(ctx, job);
  }

  private static ProblemException missing(String id) {
    return new ProblemException(404, "there is no job '" + id + "'");
  }
}
