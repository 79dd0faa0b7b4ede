package io.postweiche.web;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened at one relay in one step of time; counts are of mails, not of recipients.
 *
 * @param at when the step begins
 * @param relay null for what concerns no relay: accepted, dead before any attempt
 */
public record Flow(
    Instant at,
    @Nullable String relay,
    long accepted,
    long delivered,
    long deferred,
    long refused,
    long dead) {}
