package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.Caller;
import io.postweiche.web.DeadWork;
import io.postweiche.web.DiscardOptions;
import io.postweiche.web.FieldException;
import io.postweiche.web.Fields;
import io.postweiche.web.Jobs;
import io.postweiche.web.Operations;
import io.postweiche.web.ReplayOptions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done to dead letters: replay, discard, export. */
final class DeadForms {
  private static final String CONFIRMED = "confirmed";
  private final View view;
  private final Forms forms;
  private final Operations operations;
  private final Jobs jobs;
  private final Export export;
  private final InstantSource clock;

  DeadForms(View view, Forms forms, Operations operations, Jobs jobs, InstantSource clock) {
    this.view = view;
    this.forms = forms;
    this.operations = operations;
    this.jobs = jobs;
    this.export = new Export(operations);
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    forms.post(routes, "/dead/replay", this::replay);
    forms.post(routes, "/dead/discard", this::discard);
    forms.post(routes, "/dead/export", this::export);
  }

  private void replay(Context ctx) {
    Selection selection = selection(ctx);
    if (selection == null) {
      return;
    }
    DeadWork work = new DeadWork.Replay(selection.filter(), options(ctx));
    // a few ticked letters are what somebody looked at; a whole filter may hold more than meant
    if (selection.all() && Forms.text(ctx, CONFIRMED) == null) {
      confirm(ctx, selection, work);
    } else {
      start(ctx, work);
    }
  }

  private void discard(Context ctx) {
    Selection selection = selection(ctx);
    if (selection == null) {
      return;
    }
    DeadWork work = new DeadWork.Discard(selection.filter(), new DiscardOptions(0, false));
    if (Forms.text(ctx, CONFIRMED) == null) {
      confirm(ctx, selection, work);
    } else {
      start(ctx, work);
    }
  }

  private void export(Context ctx) throws IOException {
    Selection selection = selection(ctx);
    if (selection != null) {
      export.zip(ctx, selection.filter());
    }
  }

  private @Nullable Selection selection(Context ctx) {
    Selection selection = Selection.of(ctx, clock.instant());
    if (selection == null) {
      Forms.seeOther(ctx, "/dead?said=empty-selection");
    }
    return selection;
  }

  private ReplayOptions options(Context ctx) {
    String via = Forms.text(ctx, "via");
    if (via != null && operations.relays().stream().noneMatch(r -> r.name().equals(via))) {
      throw new FieldException("via", "there is no relay '" + via + "'");
    }
    return new ReplayOptions(
        via == null ? null : new RelayId(via),
        Fields.optional("sender", Forms.text(ctx, "sender"), Address::of),
        0,
        rate(Forms.text(ctx, "rate")),
        false);
  }

  private static int rate(@Nullable String text) {
    return text == null
        ? 0
        : Fields.required(
            "rate", text, number -> Fields.count("rate", Integer.valueOf(number), 1_000_000));
  }

  private void start(Context ctx, DeadWork work) {
    Forms.seeOther(ctx, "/jobs/" + jobs.start(Caller.of(ctx), work).id());
  }

  private void confirm(Context ctx, Selection selection, DeadWork work) {
    Map<String, Object> values = new HashMap<>();
    values.put("kind", work.kind());
    values.put("count", work.total(operations));
    values.put("which", selection.all() ? work.which() : "");
    values.put("fields", selection.fields());
    for (String name : new String[] {"via", "sender", "rate"}) {
      values.put(name, Objects.requireNonNullElse(Forms.text(ctx, name), ""));
    }
    Page page = view.page(ctx, "dead", view.texts(ctx).of("confirm.title." + work.kind()));
    view.show(ctx, "confirm", page, values);
  }
}
