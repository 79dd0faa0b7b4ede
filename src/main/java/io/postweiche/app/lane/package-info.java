/** A lane for each relay: whether its mail flows, waits as a whole, or begins to flow again. */
@NullMarked
package io.postweiche.app.lane;

import org.jspecify.annotations.NullMarked;
