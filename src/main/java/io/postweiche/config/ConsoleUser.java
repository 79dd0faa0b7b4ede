package io.postweiche.config;

/**
 * Somebody, or some program, who may use the console and the API.
 *
 * @param secret the password, or the token
 */
public record ConsoleUser(PasswordHash secret, Role role) {}
