package io.postweiche.core.mail;

import org.jspecify.annotations.Nullable;

/**
 * Where a mail came from, for its {@code Received} line (RFC 5321 section 4.4) and the log.
 *
 * @param protocol {@code ESMTP}, {@code ESMTPS}, {@code ESMTPSA} (RFC 3848), {@code JMS}, {@code
 *     HTTP}
 * @param client the address of the client, without port, or a queue's name
 * @param greeting what the client called itself at EHLO; empty when it has no such thing
 * @param user the login, null without one
 */
public record Origin(String protocol, String client, String greeting, @Nullable String user) {}
