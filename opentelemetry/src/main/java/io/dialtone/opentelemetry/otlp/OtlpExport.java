package io.dialtone.opentelemetry.otlp;

import io.dialtone.actors.spans.MessageSpans;
import io.dialtone.actors.spans.SpanExport;
import io.dialtone.conf.OpenTelemetryOptions;

/** Sends spans by OTLP over HTTP. */
public final class OtlpExport implements SpanExport {
    @Override
    public MessageSpans open(OpenTelemetryOptions options, String serverName) {
        return new OtlpSpans(options, serverName);
    }
}
