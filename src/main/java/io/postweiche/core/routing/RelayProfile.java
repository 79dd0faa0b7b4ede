package io.postweiche.core.routing;

/**
 * What deciding needs to know of a relay.
 *
 * @param nullSender whether it takes {@code MAIL FROM:<>}
 * @param maxMessageSize octets
 * @param maxRecipients for one transaction; more are split, not refused
 */
public record RelayProfile(
    RelayId id,
    SenderRule senderRule,
    boolean nullSender,
    long maxMessageSize,
    int maxRecipients) {}
