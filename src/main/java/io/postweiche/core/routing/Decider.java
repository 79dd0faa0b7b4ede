package io.postweiche.core.routing;

/** Something that decides who may carry a mail; the routing table, or a table of a test. */
@FunctionalInterface
public interface Decider {
  Decision decide(Question question);
}
