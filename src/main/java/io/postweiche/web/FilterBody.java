package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.postweiche.config.Nearest;
import io.postweiche.core.mail.Address;
import io.postweiche.core.mail.DeadReason;
import io.postweiche.core.mail.Domain;
import io.postweiche.core.routing.RelayId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A {@link DeadFilter} as users write it: query parameters, JSON, options of the command line. */
@JsonInclude(Include.NON_NULL)
public record FilterBody(
    @Nullable String reason,
    @Nullable String sender,
    @Nullable String domain,
    @Nullable String relay,
    @Nullable String recipient,
    @Nullable String since,
    @Nullable List<String> id) {
  public static final FilterBody NONE = new FilterBody(null, null, null, null, null, null, null);

  /**
   * The filter that was meant.
   *
   * @param now what a duration in {@code since} counts back from
   * @throws FieldException naming the field
   */
  public DeadFilter read(Instant now) {
    return new DeadFilter(
        Fields.optional("reason", reason, FilterBody::reason),
        Fields.optional("sender", sender, Address::of),
        Fields.optional("domain", domain, Domain::of),
        Fields.optional("relay", relay, RelayId::new),
        Fields.optional("recipient", recipient, Address::of),
        Fields.optional("since", since, text -> Since.of(text, now)),
        id == null ? Set.of() : Set.copyOf(id));
  }

  private static DeadReason reason(String word) {
    List<String> known = Arrays.stream(DeadReason.values()).map(DeadReason::word).toList();
    return Arrays.stream(DeadReason.values())
        .filter(r -> r.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + word
                        + "' is no reason"
                        + Nearest.hint(word, known)
                        + known.stream().collect(Collectors.joining(", ", " (", ")"))));
  }
}
