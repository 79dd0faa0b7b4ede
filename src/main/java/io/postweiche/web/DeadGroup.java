package io.postweiche.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that probably have one cause.
 *
 * @param senderDomain empty for the null sender; null when it could not be read
 * @param oldest when the first of them died
 */
public record DeadGroup(
    String reason, @Nullable String senderDomain, long count, Instant oldest, Instant newest) {}
