package io.postweiche.core.limit;

import java.time.Instant;

/**
 * The answer to a wish to send.
 *
 * @param usage with what was granted counted in
 * @param next when there is room again for the mail, or after a grant for one more; not after the
 *     moment of asking when there is room now
 */
public record Grant(boolean granted, Usage usage, Instant next) {}
