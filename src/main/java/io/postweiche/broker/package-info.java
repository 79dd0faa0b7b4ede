/** The message broker as the one store: embedded or external, queue names, mail as JMS messages. */
@NullMarked
package io.postweiche.broker;

import org.jspecify.annotations.NullMarked;
