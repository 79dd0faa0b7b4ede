package io.postweiche.config;

/** A network whose clients may relay without logging in, and the senders they may use. */
public record AllowedNetwork(Network network, AllowedSenders senders) {}
