package io.postweiche.app.guest;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.Component;

/**
 * The router, as far as a guest must leave it alone.
 *
 * @param routes ids of the router's own routes and policies
 * @param beans names of the router's own beans
 * @param jms makes a component like that of the routes
 */
public record Host(Predicate<String> routes, Predicate<String> beans, Supplier<Component> jms) {}
