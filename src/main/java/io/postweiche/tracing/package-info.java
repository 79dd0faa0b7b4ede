/** The steps of a mail's way as spans of OpenTelemetry, on their way to a collector. */
@NullMarked
package io.postweiche.tracing;

import org.jspecify.annotations.NullMarked;
