package io.postweiche.web;

/** All that the API and the console ask of the router. */
public record Ports(
    Operations operations, Stories stories, EventFeed events, AuditLog audit, Rules rules) {}
