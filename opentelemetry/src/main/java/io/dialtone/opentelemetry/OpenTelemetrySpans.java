package io.dialtone.opentelemetry;

import io.dialtone.actors.spans.MessageSpan;
import io.dialtone.actors.spans.MessageSpans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;

/**
 * Gives the spans of a server's messages to the {@code OpenTelemetry} of a program:
 *
 * <pre>{@code
 * EmbeddedServer server = Dialtone.builder().spans(OpenTelemetrySpans.of(openTelemetry)).start();
 * }</pre>
 *
 * <p>The program's samplers and processors decide what becomes of them, on a thread that the server has for this alone. The program
 * also closes what it made. docs/tracing.md says what a span has.
 */
public final class OpenTelemetrySpans implements MessageSpans {
    private static final String SCOPE = "io.dialtone";

    private final Tracer tracer;

    private OpenTelemetrySpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** With a tracer of its own, {@value #SCOPE}. */
    public static OpenTelemetrySpans of(OpenTelemetry openTelemetry) {
        return new OpenTelemetrySpans(openTelemetry.getTracer(SCOPE));
    }

    /** With this tracer. */
    public static OpenTelemetrySpans of(Tracer tracer) {
        return new OpenTelemetrySpans(tracer);
    }

    @Override
    public void record(List<MessageSpan> spans) {
        for (MessageSpan span : spans) {
            new SpanWriter(span).write(tracer);
        }
    }
}
