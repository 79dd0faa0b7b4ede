/**
 * When a relay's mail waits as a whole: what an attempt tells of the relay itself, and how long.
 */
@NullMarked
package io.postweiche.core.pause;

import org.jspecify.annotations.NullMarked;
