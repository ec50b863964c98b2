package io.dialtone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dialtone.opentelemetry.OpenTelemetrySpans;
import io.nats.client.Connection;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SpansTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build();
    private final OpenTelemetry openTelemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(provider)
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();

    @AfterEach
    void close() {
        provider.close();
    }

    /** A message with the span in its headers, as an instrumented client publishes it. */
    private NatsMessage message(String subject, Span span) {
        Headers headers = new Headers();
        openTelemetry
                .getPropagators()
                .getTextMapPropagator()
                .inject(Context.root().with(span), headers, (to, key, value) -> to.add(key, value));
        return NatsMessage.builder()
                .subject(subject)
                .headers(headers)
                .data("hello")
                .build();
    }

    @Test
    void theServersSpanIsAChildOfThePublishersInTheProgramsOwnExporter() throws Exception {
        EmbeddedServer server = Dialtone.builder()
                .name("inside")
                .spans(OpenTelemetrySpans.of(openTelemetry))
                .start();
        Span publishing = openTelemetry.getTracer("test").spanBuilder("publish").startSpan();
        try (server;
                Connection nats = Patient.client(server)) {
            nats.subscribe("orders");
            nats.publish(message("orders", publishing));
            nats.flush(LIMIT);
            await().atMost(LIMIT).until(() -> !exported.getFinishedSpanItems().isEmpty());
        }

        assertThat(exported.getFinishedSpanItems()).hasSize(1);
        SpanData span = exported.getFinishedSpanItems().getFirst();
        assertThat(span.getTraceId()).isEqualTo(publishing.getSpanContext().getTraceId());
        assertThat(span.getParentSpanId()).isEqualTo(publishing.getSpanContext().getSpanId());
        assertThat(span.getParentSpanContext().isRemote()).isTrue();
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getName()).isEqualTo("route orders");
        assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("io.dialtone");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("nats.server.name")))
                .isEqualTo("inside");
        assertThat(span.getAttributes().get(AttributeKey.longKey("nats.delivered.clients")))
                .isEqualTo(1);
    }

    @Test
    void anExporterThatDoesNotComeBackHoldsNothingUp() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        EmbeddedServer server = Dialtone.builder()
                .spans(spans -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .start();
        Span publishing = openTelemetry.getTracer("test").spanBuilder("publish").startSpan();
        try (server;
                Connection nats = Patient.client(server)) {
            var orders = nats.subscribe("orders");
            for (int i = 0; i < 10_000; i++) {
                nats.publish(message("orders", publishing));
            }
            for (int i = 0; i < 10_000; i++) {
                assertThat(orders.nextMessage(LIMIT)).isNotNull();
            }
        } finally {
            never.countDown();
        }
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void noThreadIsLeftBehind() throws Exception {
        EmbeddedServer server =
                Dialtone.builder().spans(OpenTelemetrySpans.of(openTelemetry)).start();
        server.stop();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(Leftovers.threads()).isEmpty());
    }
}
