/** Message bodies on their way through: small ones in memory, large ones in a temporary file. */
@NullMarked
package io.postweiche.spool;

import org.jspecify.annotations.NullMarked;
