package io.postweiche.web;

/**
 * How dead letters are discarded.
 *
 * @param limit mails at most; 0 for no limit
 * @param dryRun tell what would happen and delete nothing
 */
public record DiscardOptions(int limit, boolean dryRun) {}
