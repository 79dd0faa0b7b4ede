/** What happened to mails, out of {@code mail.events} into SQL, for searching. */
@NullMarked
package io.postweiche.tracking;

import org.jspecify.annotations.NullMarked;
