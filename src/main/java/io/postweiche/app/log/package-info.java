/** How the log is written: lines for people, or JSON. */
@NullMarked
package io.postweiche.app.log;

import org.jspecify.annotations.NullMarked;
