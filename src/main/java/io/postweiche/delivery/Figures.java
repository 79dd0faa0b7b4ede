package io.postweiche.delivery;

/**
 * What a sender has done since the start, for metrics.
 *
 * @param opened connections, logged in
 * @param reused times a kept connection served another transaction
 * @param transactions begun, whatever came of them
 */
public record Figures(long opened, long reused, long transactions) {}
