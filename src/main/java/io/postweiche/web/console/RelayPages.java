package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.Audit;
import io.postweiche.web.Caller;
import io.postweiche.web.Operations;
import io.postweiche.web.Ports;
import io.postweiche.web.ProblemException;
import java.util.Map;
import java.util.function.Predicate;

/** The relay accounts: state, limits, refusals, suspend and resume. */
final class RelayPages {
  private final View view;
  private final Forms forms;
  private final Ports ports;
  private final Operations operations;
  private final Audit audit;

  RelayPages(View view, Forms forms, Ports ports, Audit audit) {
    this.view = view;
    this.forms = forms;
    this.ports = ports;
    this.operations = ports.operations();
    this.audit = audit;
  }

  void register(RoutesConfig routes) {
    routes.get("/relays", ctx -> show(ctx, "relays"));
    routes.get("/relays/live", ctx -> show(ctx, "relayslive"));
    forms.post(
        routes,
        "/relays/{name}/suspend",
        ctx -> change(ctx, "suspend", "suspended", operations::suspend));
    forms.post(
        routes,
        "/relays/{name}/resume",
        ctx -> change(ctx, "resume", "resumed", operations::resume));
  }

  private void show(Context ctx, String template) {
    Page page = view.page(ctx, "relays", view.texts(ctx).of("nav.relays"));
    view.show(ctx, template, page, Map.of("relays", RelayState.all(ports)));
  }

  private void change(Context ctx, String action, String said, Predicate<RelayId> change) {
    String name = ctx.pathParam("name");
    boolean known = operations.relays().stream().anyMatch(relay -> relay.name().equals(name));
    if (!known || !change.test(new RelayId(name))) {
      throw new ProblemException(404, "there is no relay '" + name + "'");
    }
    audit.record(Caller.of(ctx), action, name, "");
    Forms.seeOther(ctx, "/relays?said=" + said);
  }
}
