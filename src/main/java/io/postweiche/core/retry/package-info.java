/** What becomes of a mail after an attempt, and when it is tried again. */
@NullMarked
package io.postweiche.core.retry;

import org.jspecify.annotations.NullMarked;
