/** The stations of the mail's way: the beans that the routes in {@code routes/} name. */
@NullMarked
package io.postweiche.app.station;

import org.jspecify.annotations.NullMarked;
