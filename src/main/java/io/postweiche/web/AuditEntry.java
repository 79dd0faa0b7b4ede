package io.postweiche.web;

import java.time.Instant;

/**
 * One change by an operator, or one who was not let in.
 *
 * @param who the login or the token's name; {@code local} where no login is needed, {@code router}
 *     for itself, {@code somebody} for a name it does not know
 * @param from the client's address
 * @param action {@code replay}, {@code discard}, {@code suspend}, {@code resume}, {@code
 *     forget-refusal}, {@code cancel}, {@code submit}, {@code login}, {@code login-refused}, {@code
 *     reload}
 * @param target a mail id, a relay, a filter, a file
 * @param detail how: new sender, relay, counts
 */
public record AuditEntry(
    Instant at, String who, String from, String action, String target, String detail) {}
