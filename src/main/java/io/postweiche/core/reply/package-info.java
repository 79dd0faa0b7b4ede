/** What a relay's reply means for the mail and for the relay. */
@NullMarked
package io.postweiche.core.reply;

import org.jspecify.annotations.NullMarked;
