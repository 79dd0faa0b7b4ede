package io.postweiche.config;

/**
 * Limits of a relay account.
 *
 * @param connections at once
 * @param perMinute messages; 0 for no limit
 * @param perHour messages; 0 for no limit
 * @param messageSize octets
 * @param recipients in one transaction; a mail with more is split
 */
public record RelayLimits(
    int connections, int perMinute, int perHour, long messageSize, int recipients) {}
