/** What applications post to mail.submit, read into a mail. */
@NullMarked
package io.postweiche.jms;

import org.jspecify.annotations.NullMarked;
