/**
 * Handing mail to relays through camel-mail: kept connections, raw bytes, an outcome for each
 * recipient.
 */
@NullMarked
package io.postweiche.delivery;

import org.jspecify.annotations.NullMarked;
