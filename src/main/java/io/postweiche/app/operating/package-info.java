/** What operators do through the API and the command line: look, replay, discard, suspend. */
@NullMarked
package io.postweiche.app.operating;

import org.jspecify.annotations.NullMarked;
