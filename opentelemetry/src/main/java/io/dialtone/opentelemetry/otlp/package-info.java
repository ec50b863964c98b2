/** The export that a server's configuration asks for: OTLP over HTTP, with OpenTelemetry's SDK and the JDK's own HTTP client. */
@NullMarked
package io.dialtone.opentelemetry.otlp;

import org.jspecify.annotations.NullMarked;
