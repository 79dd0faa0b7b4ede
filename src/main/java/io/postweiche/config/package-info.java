/**
 * The configuration file as typed records: every fault with its line, secrets hidden, live reload.
 */
@NullMarked
package io.postweiche.config;

import org.jspecify.annotations.NullMarked;
