package io.dialtone.opentelemetry;

import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceParent;
import io.dialtone.actors.spans.MessageSpan;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a span in OpenTelemetry's words. To whoever publishes, the server is the consumer of the message: its span is of the kind
 * CONSUMER and the child of the one that the message names.
 */
final class SpanWriter {
    private static final String SYSTEM = "nats";
    private static final String OPERATION = "route";
    private static final String TYPE = "process";
    private static final String TEMPORARY = "(temporary)";
    private static final Headers HEADERS = new Headers();

    private final MessageSpan message;

    SpanWriter(MessageSpan message) {
        this.message = message;
    }

    void write(Tracer tracer) {
        boolean temporary = isTemporary(message.subject());
        SpanBuilder builder = tracer.spanBuilder(OPERATION + " " + (temporary ? TEMPORARY : message.subject()))
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(parent())
                .setStartTimestamp(message.begin())
                // Samplers look at those that are there from the start.
                .setAllAttributes(attributes());
        if (temporary) {
            builder.setAttribute(SpanAttributes.TEMPORARY, true);
        }
        Span span = builder.startSpan();
        message.events().forEach(event -> write(event, span));
        MessageSpan.Failure failure = message.failure();
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.text());
            span.setAttribute(SpanAttributes.ERROR_TYPE, failure.cause().name().toLowerCase(Locale.ROOT));
        }
        span.end(message.end());
    }

    /** Subjects that are made for one answer would give each span a name of its own. */
    private static boolean isTemporary(String subject) {
        return subject.startsWith("_INBOX.") || subject.startsWith("_R_.");
    }

    private Context parent() {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), message.parent(), HEADERS);
    }

    private Attributes attributes() {
        MessageSpan.Host server = message.server();
        TraceEvent.Party from = message.from();
        MessageSpan.Deliveries to = message.deliveries();
        AttributesBuilder all = Attributes.builder()
                .put(SpanAttributes.SYSTEM, SYSTEM)
                .put(SpanAttributes.OPERATION_NAME, OPERATION)
                .put(SpanAttributes.OPERATION_TYPE, TYPE)
                .put(SpanAttributes.DESTINATION, message.subject())
                .put(SpanAttributes.BODY_SIZE, (long) message.bodyBytes())
                .put(SpanAttributes.ENVELOPE_SIZE, (long) message.headerBytes() + message.bodyBytes())
                .put(SpanAttributes.CLIENT_ID, Long.toString(from.id()))
                .put(SpanAttributes.SERVER_ADDRESS, server.address())
                .put(SpanAttributes.SERVER_PORT, (long) server.port())
                .put(SpanAttributes.SERVER_ID, server.id())
                .put(SpanAttributes.SERVER_NAME, server.name())
                .put(SpanAttributes.ACCOUNT, message.account())
                .put(SpanAttributes.FROM_KIND, kind(from.kind()))
                .put(SpanAttributes.CLIENTS, (long) to.clients())
                .put(SpanAttributes.QUEUE_GROUPS, (long) to.queueGroups())
                .put(SpanAttributes.ROUTES, (long) to.routes())
                .put(SpanAttributes.GATEWAYS, (long) to.gateways())
                .put(SpanAttributes.LEAF_NODES, (long) to.leafNodes())
                .put(SpanAttributes.REFUSED, (long) to.refused());
        if (!from.name().isEmpty()) {
            all.put(SpanAttributes.FROM_NAME, from.name());
        }
        return all.build();
    }

    private static String kind(TraceEvent.Kind kind) {
        return switch (kind) {
            case ROUTER -> "route";
            case LEAF -> "leafnode";
            case CLIENT, GATEWAY, SYSTEM, JETSTREAM, ACCOUNT -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    private static void write(TraceEvent event, Span span) {
        AttributesBuilder said = Attributes.builder();
        String name = switch (event) {
            // It is what the span itself is about.
            case TraceEvent.Ingress in -> "";
            case TraceEvent.SubjectMapping mapping -> {
                said.put(SpanAttributes.SUBJECT, mapping.to());
                yield "nats.mapping";
            }
            case TraceEvent.StreamExport stream -> {
                said.put(SpanAttributes.ACCOUNT, stream.account()).put(SpanAttributes.SUBJECT, stream.to());
                yield "nats.stream_import";
            }
            case TraceEvent.ServiceImport service -> {
                said.put(SpanAttributes.ACCOUNT, service.account()).put(SpanAttributes.SUBJECT, service.to());
                yield "nats.service_import";
            }
            case TraceEvent.Egress out -> egress(out, said);
        };
        if (!name.isEmpty()) {
            span.addEvent(name, said.build(), event.time());
        }
    }

    private static String egress(TraceEvent.Egress out, AttributesBuilder said) {
        if (!out.account().isEmpty()) {
            said.put(SpanAttributes.ACCOUNT, out.account());
        }
        if (out.party().kind() != TraceEvent.Kind.CLIENT) {
            said.put(SpanAttributes.LINK_KIND, kind(out.party().kind()))
                    .put(SpanAttributes.LINK_SERVER, out.party().name());
            return "nats.hop";
        }
        said.put(SpanAttributes.CLIENT_ID, Long.toString(out.party().id()))
                .put(SpanAttributes.SUBJECT, out.subscription());
        if (!out.queue().isEmpty()) {
            said.put(SpanAttributes.CONSUMER_GROUP, out.queue());
        }
        String error = out.error();
        if (error == null) {
            return "nats.queue_group";
        }
        said.put(SpanAttributes.REASON, error);
        return "nats.not_delivered";
    }

    /** The parent, which is sampled, as headers, which OpenTelemetry reads itself. */
    private static final class Headers implements TextMapGetter<TraceParent> {
        @Override
        public @Nullable String get(@Nullable TraceParent parent, String key) {
            if (parent == null) {
                return null;
            }
            return switch (key) {
                case "traceparent" -> "00-" + parent.traceId() + "-" + parent.spanId() + "-01";
                case "tracestate" -> parent.state().isEmpty() ? null : parent.state();
                default -> null;
            };
        }
    }
}
