/** Local servers that behave as each relay would. */
@NullMarked
package io.postweiche.sandbox;

import org.jspecify.annotations.NullMarked;
