/** Spans of messages, as a receiver of OTLP sees them. */
@NullMarked
package io.dialtone.app.telemetry;

import org.jspecify.annotations.NullMarked;
