/** Which posts are repeats of one that was taken already: keys of applications, kept for a week. */
@NullMarked
package io.postweiche.core.repeat;

import org.jspecify.annotations.NullMarked;
