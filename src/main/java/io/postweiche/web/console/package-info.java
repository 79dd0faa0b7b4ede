/** The console: pages for operators, over the same ports as the REST API. */
@NullMarked
package io.postweiche.web.console;

import org.jspecify.annotations.NullMarked;
