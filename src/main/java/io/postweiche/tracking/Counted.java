package io.postweiche.tracking;

import java.time.Instant;

/**
 * How many mails something happened to in one step of time.
 *
 * @param relay empty for what concerns no relay
 * @param kind the word of the event
 */
public record Counted(Instant at, String relay, String kind, long mails) {}
