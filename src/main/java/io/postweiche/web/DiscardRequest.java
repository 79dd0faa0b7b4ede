package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /dead/discard}.
 *
 * @param all must be true when there is no filter: an empty body shall not delete everything
 */
@JsonInclude(Include.NON_NULL)
public record DiscardRequest(
    @Nullable FilterBody filter, @Nullable Options options, @Nullable Boolean all) {
  /** {@link DiscardOptions} as users write them. */
  @JsonInclude(Include.NON_NULL)
  public record Options(@Nullable Integer limit, @Nullable Boolean dryRun) {
    /** What was meant; a {@link FieldException} names a field that cannot be read. */
    public DiscardOptions read() {
      return new DiscardOptions(
          Fields.count("limit", limit, Integer.MAX_VALUE), Boolean.TRUE.equals(dryRun));
    }
  }
}
