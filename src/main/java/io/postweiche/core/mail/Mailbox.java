package io.postweiche.core.mail;

/**
 * One entry of a header like {@code To} (RFC 5322 section 3.4).
 *
 * @param displayName decoded, without controls, at most 500 chars; empty when there is none
 */
public record Mailbox(String displayName, Address address) {}
