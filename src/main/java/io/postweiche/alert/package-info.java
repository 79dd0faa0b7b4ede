/** Tells an operator of trouble: a signed HTTP request, or a mail. */
@NullMarked
package io.postweiche.alert;

import org.jspecify.annotations.NullMarked;
