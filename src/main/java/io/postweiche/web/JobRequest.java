package io.postweiche.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /jobs}: one of them. */
@JsonInclude(Include.NON_NULL)
public record JobRequest(@Nullable ReplayRequest replay, @Nullable DiscardRequest discard) {}
