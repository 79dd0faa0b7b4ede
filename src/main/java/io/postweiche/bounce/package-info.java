/** Reports of non-delivery to the sender (RFC 3464). */
@NullMarked
package io.postweiche.bounce;

import org.jspecify.annotations.NullMarked;
