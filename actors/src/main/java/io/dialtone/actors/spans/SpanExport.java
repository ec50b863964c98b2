package io.dialtone.actors.spans;

import io.dialtone.conf.OpenTelemetryOptions;

/**
 * Sends spans to where the configuration says. Found by {@link java.util.ServiceLoader}, and only by a server whose configuration
 * asks for it: none of its classes is loaded else.
 */
@FunctionalInterface
public interface SpanExport {
    /**
     * Opens it.
     *
     * @param serverName as configured; empty for none
     * @throws IllegalArgumentException when the options cannot be used; the message says why
     */
    MessageSpans open(OpenTelemetryOptions options, String serverName);
}
