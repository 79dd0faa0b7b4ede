package io.postweiche.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.core.mail.Address;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The configuration in force, and who would carry a mail. */
final class RuleApi {
  private static final Set<String> QUESTION = Set.of("sender", "headerFrom", "recipient", "size");
  private static final int LARGEST = 999_999_999;

  private final Rules rules;

  RuleApi(Rules rules) {
    this.rules = rules;
  }

  void register(RoutesConfig routes) {
    routes.get(Api.ROOT + "/explain", this::explain);
    routes.get(Api.ROOT + "/configuration", this::configuration);
  }

  private void explain(Context ctx) throws IOException {
    QueryParams query = QueryParams.of(ctx, QUESTION);
    Address sender = Fields.required("sender", query.required("sender"), Address::of);
    Address header = Fields.optional("headerFrom", query.one("headerFrom"), Address::of);
    List<Address> recipients =
        query.all("recipient").stream()
            .map(text -> Fields.recipient("recipient", text))
            .distinct()
            .toList();
    int size = query.number("size", 0, 0, LARGEST);
    Api.json(ctx, rules.explain(sender, header, recipients, size));
  }

  private void configuration(Context ctx) throws IOException {
    QueryParams.none(ctx);
    Api.json(ctx, rules.configuration());
  }
}
