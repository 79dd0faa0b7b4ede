package io.postweiche.config;

import java.util.Map;

/** Where REST, health and the console listen; users are needed unless on loopback. */
public record ConsoleSettings(HostPort address, Map<String, PasswordHash> users) {}
