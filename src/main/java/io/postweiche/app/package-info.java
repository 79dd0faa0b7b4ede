/** Puts the parts together: starts, stops and reconfigures the router. */
@NullMarked
package io.postweiche.app;

import org.jspecify.annotations.NullMarked;
