package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.postweiche.core.mail.Address;
import io.postweiche.core.routing.RelayId;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /dead/replay}. */
@JsonInclude(Include.NON_NULL)
public record ReplayRequest(@Nullable FilterBody filter, @Nullable Options options) {
  /** {@link ReplayOptions} as users write them. */
  @JsonInclude(Include.NON_NULL)
  public record Options(
      @Nullable String via,
      @Nullable String sender,
      @Nullable Integer limit,
      @Nullable Integer rate,
      @Nullable Boolean dryRun) {
    /** What was meant; a {@link FieldException} names a field that cannot be read. */
    public ReplayOptions read() {
      return new ReplayOptions(
          Fields.optional("via", via, RelayId::new),
          Fields.optional("sender", sender, Address::of),
          Fields.count("limit", limit, Integer.MAX_VALUE),
          Fields.count("rate", rate, 1_000_000),
          Boolean.TRUE.equals(dryRun));
    }
  }
}
