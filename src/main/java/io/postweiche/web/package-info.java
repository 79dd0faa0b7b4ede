/** The REST API and the health endpoints. */
@NullMarked
package io.postweiche.web;

import org.jspecify.annotations.NullMarked;
