/** Route files of the operator's own: checked, loaded beside the mail's way, exchanged live. */
@NullMarked
package io.postweiche.app.guest;

import org.jspecify.annotations.NullMarked;
