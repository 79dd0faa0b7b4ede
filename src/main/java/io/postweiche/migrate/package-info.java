/** Another mail server's configuration, read and written anew as {@code postweiche.yaml}. */
@NullMarked
package io.postweiche.migrate;

import org.jspecify.annotations.NullMarked;
