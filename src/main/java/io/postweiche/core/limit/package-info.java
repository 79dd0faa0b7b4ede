/** How much an account may send in any minute, hour and day, and how much it has sent. */
@NullMarked
package io.postweiche.core.limit;

import org.jspecify.annotations.NullMarked;
