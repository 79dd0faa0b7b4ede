/** The command line. */
@NullMarked
package io.postweiche.cli;

import org.jspecify.annotations.NullMarked;
