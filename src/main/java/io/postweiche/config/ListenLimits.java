package io.postweiche.config;

import org.jspecify.annotations.Nullable;

/**
 * Bounds of a listener.
 *
 * @param messageSize octets
 * @param connections at once, in all
 * @param connectionsPerAddress at once; null for {@link #PER_ADDRESS}, which spares this machine
 * @param bytes octets over one connection, before no further mail begins
 * @param messages over one connection
 * @param recipients of one mail
 */
public record ListenLimits(
    long messageSize,
    int connections,
    @Nullable Integer connectionsPerAddress,
    long bytes,
    int messages,
    int recipients) {
  public static final ListenLimits STANDARD =
      new ListenLimits(50_000_000, 1000, null, 2_000_000_000, 10_000, 1000);

  /** Connections of one address when nothing is said. */
  public static final int PER_ADDRESS = 50;
}
