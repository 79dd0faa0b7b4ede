package io.postweiche.config;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may relay after proving who he is.
 *
 * @param password null for one who comes by client certificate only
 * @param senders the envelope senders he may use
 */
public record ListenUser(@Nullable PasswordHash password, AllowedSenders senders) {}
