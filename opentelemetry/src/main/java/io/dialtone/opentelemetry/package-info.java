/**
 * Spans of messages for OpenTelemetry. What is here needs its API alone: a program that has an {@code OpenTelemetry} gives it to
 * its server with {@link io.dialtone.opentelemetry.OpenTelemetrySpans}.
 */
@NullMarked
package io.dialtone.opentelemetry;

import org.jspecify.annotations.NullMarked;
