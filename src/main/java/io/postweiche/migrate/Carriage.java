package io.postweiche.migrate;

import java.util.List;

/**
 * How Postfix carries a sender's mail.
 *
 * @param hops in the order in which they are tried; none for a way that is not ours
 * @param otherwise what it does instead, in a word; empty when there are hops
 * @param place the line that decides
 */
record Carriage(List<Hop> hops, String otherwise, Place place) {}
