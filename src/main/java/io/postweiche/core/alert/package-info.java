/** What an operator should hear of at once, and how much of it makes one message. */
@NullMarked
package io.postweiche.core.alert;

import org.jspecify.annotations.NullMarked;
