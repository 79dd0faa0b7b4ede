/** Which relay accounts may carry a mail, by its sender, and why the others may not. */
@NullMarked
package io.postweiche.core.routing;

import org.jspecify.annotations.NullMarked;
