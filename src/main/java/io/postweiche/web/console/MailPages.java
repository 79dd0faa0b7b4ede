package io.postweiche.web.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.mail.EventType;
import io.postweiche.core.routing.RelayId;
import io.postweiche.web.DeadLetterDetail;
import io.postweiche.web.Fields;
import io.postweiche.web.Ports;
import io.postweiche.web.ProblemException;
import io.postweiche.web.RelayView;
import io.postweiche.web.Since;
import io.postweiche.web.Story;
import io.postweiche.web.StoryPage;
import io.postweiche.web.StoryQuery;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Search for mails, and the story of one. */
final class MailPages {
  private static final int PAGE = 50;
  private final View view;
  private final Ports ports;
  private final InstantSource clock;

  MailPages(View view, Ports ports, InstantSource clock) {
    this.view = view;
    this.ports = ports;
    this.clock = clock;
  }

  void register(RoutesConfig routes) {
    routes.get("/mails", this::search);
    routes.get("/mails/{id}", this::story);
  }

  private void search(Context ctx) {
    StoryQuery query = query(ctx);
    StoryPage found = find(query);
    // the only mail that fits is the one that was looked for
    if (found.items().size() == 1 && query.text() != null && query.cursor() == null) {
      Forms.seeOther(ctx, "/mails/" + Links.encoded(found.items().get(0).id()));
      return;
    }
    Map<String, Object> values = new HashMap<>();
    values.put("found", found);
    values.put("filter", Links.Filter.of(ctx, "q", "state", "relay", "domain", "since"));
    values.put("states", Arrays.stream(EventType.values()).map(EventType::word).toList());
    values.put("relays", ports.operations().relays().stream().map(RelayView::name).toList());
    Page page = view.page(ctx, "mails", view.texts(ctx).of("nav.mails"));
    view.show(ctx, "mails", page, values);
  }

  private StoryPage find(StoryQuery query) {
    return query.cursor() == null
        ? ports.stories().find(query)
        : Fields.required("cursor", query.cursor(), cursor -> ports.stories().find(query));
  }

  private StoryQuery query(Context ctx) {
    return new StoryQuery(
        value(ctx, "q"),
        Fields.optional("state", value(ctx, "state"), MailPages::state),
        Fields.optional("domain", value(ctx, "domain"), Domain::of),
        Fields.optional("relay", value(ctx, "relay"), RelayId::new),
        Fields.optional("since", value(ctx, "since"), text -> Since.of(text, clock.instant())),
        null,
        value(ctx, "cursor"),
        PAGE);
  }

  private static @Nullable String value(Context ctx, String key) {
    return Forms.stripped(ctx.queryParam(key));
  }

  private static EventType state(String word) {
    return Arrays.stream(EventType.values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is none"));
  }

  private void story(Context ctx) {
    String id = ctx.pathParam("id");
    Optional<DeadLetterDetail> letter = ports.operations().deadLetter(id);
    Story story =
        ports
            .stories()
            .story(id)
            .or(() -> letter.map(MailPages::ofLetter))
            .orElseThrow(() -> new ProblemException(404, "nothing is known of mail '" + id + "'"));
    Map<String, Object> values = new HashMap<>();
    values.put("story", story);
    values.put("letter", letter.map(DeadLetterDetail::letter).orElse(null));
    values.put("relays", ports.operations().relays());
    Texts t = view.texts(ctx);
    view.show(ctx, "mail", view.page(ctx, "mails", t.of("mail.title")), values);
  }

  /** The letter itself knows its way, when the store of events has not heard of it. */
  private static Story ofLetter(DeadLetterDetail detail) {
    List<String> recipients = detail.letter().recipients();
    return new Story(
        detail.letter().id(),
        detail.letter().sender(),
        recipients,
        detail.letter().subject(),
        "dead",
        detail.history());
  }
}
