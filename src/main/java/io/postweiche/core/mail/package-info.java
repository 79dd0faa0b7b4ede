/** What a mail is: its addresses, its envelope, its bytes and its journey so far. */
@NullMarked
package io.postweiche.core.mail;

import org.jspecify.annotations.NullMarked;
