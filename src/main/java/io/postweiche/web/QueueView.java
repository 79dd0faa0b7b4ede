package io.postweiche.web;

import org.jspecify.annotations.Nullable;

/**
 * A queue as operators see it.
 *
 * @param depth mails in it, scheduled ones included
 * @param scheduled mails that wait for their next attempt
 * @param oldestSeconds age of its oldest mail; null when empty or not known
 * @param state {@code active}, {@code suspended}, {@code paused}
 */
public record QueueView(
    String name,
    long depth,
    long scheduled,
    int consumers,
    @Nullable Long oldestSeconds,
    String state) {}
