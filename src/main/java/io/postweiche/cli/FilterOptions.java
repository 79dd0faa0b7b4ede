package io.postweiche.cli;

import io.postweiche.web.FilterBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which dead letters are meant; several filters must all fit. */
final class FilterOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Ids of dead letters; the same as --id.")
  private List<String> named = new ArrayList<>();

  @Option(names = "--id", paramLabel = "ID", description = "One of these ids; may be repeated.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Why: sender-not-allowed and so on.")
  private @Nullable String reason;

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "The domain of the envelope sender.")
  private @Nullable String domain;

  @Option(
      names = "--relay",
      paramLabel = "RELAY",
      description = "The relay it died from, or one that was tried.")
  private @Nullable String relay;

  @Option(names = "--recipient", paramLabel = "ADDR", description = "One of the recipients.")
  private @Nullable String recipient;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Died then or later: 2h, 3d, 2026-11-24, 2026-11-24T08:00:00Z.")
  private @Nullable String since;

  /**
   * The filter for the API, already read once so that a mistake is told without a router.
   *
   * @throws io.postweiche.web.FieldException naming the option
   */
  FilterBody body(@Nullable String sender) {
    List<String> all = new ArrayList<>(ids);
    all.addAll(named);
    FilterBody written =
        new FilterBody(reason, sender, domain, relay, recipient, since, all.isEmpty() ? null : all);
    Instant from = written.read(Instant.now()).since();
    return new FilterBody(
        reason,
        sender,
        domain,
        relay,
        recipient,
        from == null ? null : from.toString(),
        written.id());
  }

  /** As a query of the API, with {@code &} in front of each parameter. */
  static String query(FilterBody filter) {
    StringJoiner query = new StringJoiner("");
    add(query, "reason", filter.reason());
    add(query, "sender", filter.sender());
    add(query, "domain", filter.domain());
    add(query, "relay", filter.relay());
    add(query, "recipient", filter.recipient());
    add(query, "since", filter.since());
    if (filter.id() != null) {
      filter.id().forEach(id -> add(query, "id", id));
    }
    return query.toString();
  }

  private static void add(StringJoiner query, String key, @Nullable String value) {
    if (value != null) {
      query.add("&" + key + "=" + RestClient.encode(value));
    }
  }
}
