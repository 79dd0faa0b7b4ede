/** What happens to a mail, in order: mail, routing, reply, retry. Pure: values in, values out. */
@NullMarked
package io.postweiche.core;

import org.jspecify.annotations.NullMarked;
