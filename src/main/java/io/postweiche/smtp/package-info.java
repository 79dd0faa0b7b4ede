/** The SMTP server that takes mail in. */
@NullMarked
package io.postweiche.smtp;

import org.jspecify.annotations.NullMarked;
