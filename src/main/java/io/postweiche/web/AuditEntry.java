package io.postweiche.web;

import java.time.Instant;

/**
 * One change by an operator.
 *
 * @param who the login or the token's name; {@code local} where no login is needed
 * @param from the client's address
 * @param action {@code replay}, {@code discard}, {@code suspend}, {@code resume}, {@code submit},
 *     {@code login}
 * @param target a mail id, a relay, a filter
 * @param detail how: new sender, relay, counts
 */
public record AuditEntry(
    Instant at, String who, String from, String action, String target, String detail) {}
