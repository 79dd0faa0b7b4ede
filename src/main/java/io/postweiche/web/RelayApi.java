package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.config.Nearest;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.RelayId;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Queues and relays. */
final class RelayApi {
  private final Operations operations;
  private final Audit audit;

  RelayApi(Operations operations, Audit audit) {
    this.operations = operations;
    this.audit = audit;
  }

  void register(RoutesConfig routes) {
    routes.get(Api.ROOT + "/queues", this::queues);
    routes.get(Api.ROOT + "/relays", this::relays);
    routes.get(Api.ROOT + "/relays/{name}", this::relay);
    routes.post(
        Api.ROOT + "/relays/{name}/suspend", ctx -> change(ctx, "suspend", operations::suspend));
    routes.post(
        Api.ROOT + "/relays/{name}/resume", ctx -> change(ctx, "resume", operations::resume));
    routes.delete(Api.ROOT + "/relays/{name}/refusals/{senderDomain}", this::forget);
  }

  private void queues(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.json(ctx, operations.queues());
  }

  private void relays(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.json(ctx, operations.relays());
  }

  private void relay(Context ctx) throws IOException {
    QueryParams.none(ctx);
    String name = ctx.pathParam("name");
    List<RelayView> found = find(name);
    if (found.isEmpty()) {
      throw missing(name);
    }
    Api.json(ctx, found.get(0));
  }

  /** Answers with the relay as it then is. */
  private void change(Context ctx, String action, Predicate<RelayId> change) throws IOException {
    QueryParams.none(ctx);
    Api.requireType(ctx, Api.JSON);
    String name = ctx.pathParam("name");
    if (find(name).isEmpty() || !change.test(new RelayId(name))) {
      throw missing(name);
    }
    audit.record(ctx, action, name, "");
    Api.json(ctx, find(name).get(0));
  }

  /** Its next mail is offered to the relay again; answers with the relay as it then is. */
  private void forget(Context ctx) throws IOException {
    QueryParams.none(ctx);
    String name = ctx.pathParam("name");
    if (find(name).isEmpty()) {
      throw missing(name);
    }
    String text = ctx.pathParam("senderDomain");
    Domain domain = text.equals("<>") ? null : Fields.required("senderDomain", text, Domain::of);
    if (!operations.forgetRefusal(new RelayId(name), domain)) {
      throw new ProblemException(
          404, "no refusal of '" + text + "' by the relay '" + name + "' is remembered");
    }
    audit.record(ctx, "forget-refusal", name, domain == null ? "<>" : domain.ascii());
    Api.json(ctx, find(name).get(0));
  }

  private ProblemException missing(String name) {
    List<String> names = operations.relays().stream().map(RelayView::name).toList();
    return new ProblemException(
        404, "there is no relay '" + name + "'" + Nearest.hint(name, names));
  }

  private List<RelayView> find(String name) {
    return operations.relays().stream().filter(r -> r.name().equals(name)).toList();
  }
}
