package io.dialtone.opentelemetry.otlp;

import io.dialtone.actors.spans.MessageSpan;
import io.dialtone.actors.spans.MessageSpans;
import io.dialtone.conf.OpenTelemetryOptions;
import io.dialtone.opentelemetry.OpenTelemetrySpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends each batch of spans that it is given, and waits for the answer. */
final class OtlpSpans implements MessageSpans {
    private static final String TRACES = "/v1/traces";
    /** Beyond the time that a request has, which the exporter itself watches over. */
    private static final long GRACE_MS = 1000;

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SERVICE_INSTANCE = AttributeKey.stringKey("service.instance.id");

    private final OpenTelemetryOptions options;
    private final String url;
    private final EndedSpans ended = new EndedSpans();
    private final SpanExporter exporter;
    private final SdkTracerProvider provider;
    private final MessageSpans spans;
    /** Held, for a logger that nobody holds forgets what it was told. */
    private final Logger libraries;

    OtlpSpans(OpenTelemetryOptions options, String serverName) {
        this.options = options;
        this.url = url(options.endpoint());
        // It writes to the standard error stream; what goes wrong is said in the server's own log, once.
        this.libraries = Logger.getLogger("io.opentelemetry");
        libraries.setLevel(Level.OFF);
        OtlpHttpSpanExporterBuilder builder =
                OtlpHttpSpanExporter.builder().setEndpoint(url).setTimeout(options.timeout());
        options.requestHeaders().forEach(builder::addHeader);
        this.exporter = builder.build();
        this.provider = SdkTracerProvider.builder()
                .setResource(resource(options, serverName))
                .addSpanProcessor(ended)
                .build();
        this.spans = OpenTelemetrySpans.of(provider.get("io.dialtone"));
    }

    /** As OpenTelemetry's own settings have it: the path of traces comes behind an endpoint. */
    static String url(String endpoint) {
        String base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        return base.endsWith(TRACES) ? base : base + TRACES;
    }

    private static Resource resource(OpenTelemetryOptions options, String serverName) {
        AttributesBuilder own = Attributes.builder()
                .put(SERVICE_NAME, options.serviceName())
                .put(SERVICE_INSTANCE, serverName.isEmpty() ? UUID.randomUUID().toString() : serverName);
        options.attributes().forEach(own::put);
        return Resource.getDefault().merge(Resource.create(own.build()));
    }

    @Override
    public void record(List<MessageSpan> some) {
        spans.record(some);
        CompletableResultCode result =
                exporter.export(ended.take()).join(options.timeout().toMillis() + GRACE_MS, TimeUnit.MILLISECONDS);
        if (!result.isSuccess()) {
            throw new IllegalStateException("not taken at " + url + reason(result.getFailureThrowable()));
        }
    }

    private static String reason(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return "";
        }
        String message = cause.getMessage();
        return " (" + (message == null ? cause.getClass().getSimpleName() : message) + ")";
    }

    @Override
    public Pace pace() {
        return new Pace(options.maxQueue(), options.interval());
    }

    @Override
    public void close() {
        provider.close();
        exporter.shutdown().join(GRACE_MS, TimeUnit.MILLISECONDS);
    }
}
