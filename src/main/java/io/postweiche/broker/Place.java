package io.postweiche.broker;

/**
 * Where a mail is put.
 *
 * @param behind one step of priority lower, so that the few mails of other senders go first
 */
public record Place(String queue, boolean behind) {}
