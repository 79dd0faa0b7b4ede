/** The points on the mail's way where a route of somebody else's may look on. */
@NullMarked
package io.postweiche.app.hook;

import org.jspecify.annotations.NullMarked;
