package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.web.Audit;
import io.postweiche.web.Caller;
import io.postweiche.web.Job;
import io.postweiche.web.Jobs;
import io.postweiche.web.ProblemException;
import java.util.Map;

/** Replays and discards under way. */
final class JobPages {
  private final View view;
  private final Forms forms;
  private final Jobs jobs;
  private final Audit audit;

  JobPages(View view, Forms forms, Jobs jobs, Audit audit) {
    this.view = view;
    this.forms = forms;
    this.jobs = jobs;
    this.audit = audit;
  }

  void register(RoutesConfig routes) {
    routes.get("/jobs", this::list);
    routes.get("/jobs/{id}", ctx -> show(ctx, "job"));
    routes.get("/jobs/{id}/live", ctx -> show(ctx, "joblive"));
    forms.post(routes, "/jobs/{id}/cancel", this::cancel);
  }

  private void list(Context ctx) {
    Page page = view.page(ctx, "jobs", view.texts(ctx).of("nav.jobs"));
    view.show(ctx, "jobs", page, Map.of("jobs", jobs.list()));
  }

  private void show(Context ctx, String template) {
    Job job = jobs.get(ctx.pathParam("id")).orElseThrow(() -> missing(ctx));
    Texts t = view.texts(ctx);
    Page page = view.page(ctx, "jobs", t.of("job.title." + job.kind()));
    view.show(ctx, template, page, Map.of("job", job));
  }

  private void cancel(Context ctx) {
    String id = ctx.pathParam("id");
    Job job = jobs.cancel(id).orElseThrow(() -> missing(ctx));
    audit.record(Caller.of(ctx), "cancel", id, job.kind() + " of " + job.target());
    Forms.seeOther(ctx, "/jobs/" + job.id() + "?said=cancelled");
  }

  private static ProblemException missing(Context ctx) {
    return new ProblemException(
        404, "there is no job '" + ctx.pathParam("id") + "'; jobs are forgotten at a restart");
  }
}
