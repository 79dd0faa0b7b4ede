package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.Content;
import io.postweiche.spool.Spool;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Mail in over HTTP, and where mail is. */
final class MailApi {
  private final Operations operations;
  private final Audit audit;
  private final Spool spool;

  MailApi(Operations operations, Audit audit, Spool spool) {
    this.operations = operations;
    this.audit = audit;
    this.spool = spool;
  }

  void register(RoutesConfig routes) {
    routes.post(Api.ROOT + "/mails", this::submit);
    routes.get(Api.ROOT + "/track", this::track);
    routes.get(Api.ROOT + "/sandbox", this::sandbox);
  }

  private void submit(Context ctx) throws IOException {
    QueryParams query = QueryParams.of(ctx, Set.of("from", "to"));
    Api.requireType(ctx, Api.MESSAGE);
    Address from = Fields.required("from", query.required("from"), Address::of);
    List<Address> to = query.all("to").stream().map(text -> Fields.recipient("to", text)).toList();
    if (to.isEmpty()) {
      throw new FieldException("to", "is missing; at least one recipient is wanted");
    }
    try (Content message = Bodies.mail(ctx, spool)) {
      SubmitResult result = operations.submit(from, to, message);
      if (result.receipt().stored()) {
        audit.record(ctx, "submit", result.id(), "from " + from + ", recipients: " + to.size());
      }
      answer(ctx, result);
    }
  }

  private static void answer(Context ctx, SubmitResult result) throws IOException {
    String text = result.receipt().text();
    switch (result.receipt().kind()) {
      case STORED -> Api.json(ctx.status(202), Map.of("id", result.id()));
      case TRY_LATER -> throw Problems.unavailable(text);
      case NO_ROOM -> throw new ProblemException(507, text);
      case REFUSED -> throw new ProblemException(422, text);
    }
  }

  private void track(Context ctx) throws IOException {
    String query = QueryParams.of(ctx, Set.of("q")).required("q").strip();
    if (query.isEmpty()) {
      throw new FieldException("q", "is empty; a mail id, Message-ID, sender or recipient");
    }
    Api.json(ctx, operations.track(query));
  }

  private void sandbox(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.json(ctx, operations.sandboxMails());
  }
}
