package io.dialtone.actors.exchange;

import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ClientInfoJson;
import io.dialtone.actors.monitor.JsonBody;
import io.dialtone.actors.monitor.JsonOut;
import io.dialtone.routing.Base62;
import io.dialtone.routing.ByteText;
import io.dialtone.streams.ServerPublisher;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One request whose way is measured; what came of it is published in the account of the service, as nats-server does
 * ({@code io.nats.server.metric.v1.service_latency}). All times in nanoseconds. On an event loop.
 */
final class LatencySample {
    /** What can become of a request instead of an answer. */
    enum Failure {
        BAD_REQUEST(400, "Bad Request"),
        REQUEST_TIMEOUT(408, "Request Timeout"),
        SERVICE_UNAVAILABLE(503, "Service Unavailable"),
        SERVICE_TIMEOUT(504, "Service Timeout");

        private final int status;
        private final String description;

        Failure(int status, String description) {
            this.status = status;
            this.description = description;
        }
    }

    private static final String TYPE = "io.nats.server.metric.v1.service_latency";
    private static final int ID_LENGTH = 22;
    private static final byte[] NONE = {};

    private final Tenant exporter;
    private final ServiceRoute.Identity server;
    private final String results;
    private final @Nullable ClientInfo requester;
    private final Map<String, List<String>> headers;
    private final Instant begun = Instant.now();
    private final long begunNanos = System.nanoTime();
    /** What took place here, once the answer is here that another server's client has given. */
    private @Nullable Times here;
    /** What took place there, once its server has told. */
    private @Nullable RemoteLatency there;

    /** Durations of a request that was answered. */
    private record Times(long service, long system, long total) {
        static final Times NONE = new Times(0, 0, 0);
    }

    /**
     * @param server where the responder is connected
     * @param results the subject to publish on
     * @param headers those that asked for the measurement
     */
    LatencySample(
            Tenant exporter,
            ServiceRoute.Identity server,
            String results,
            @Nullable ClientInfo requester,
            Map<String, List<String>> headers) {
        this.exporter = exporter;
        this.server = server;
        this.results = results;
        this.requester = requester;
        this.headers = headers;
    }

    /** The service has answered. */
    void answered(@Nullable Object responder) {
        long now = System.nanoTime();
        ClientInfo who = responder instanceof Requester r ? server.located(r.clientInfo()) : null;
        long there = who == null ? 0 : who.rttNanos();
        long here = requester == null ? 0 : requester.rttNanos();
        long elapsed = now - begunNanos;
        long system = there > 0 ? System.nanoTime() - now : 0;
        publish(
                200,
                "",
                who,
                new Times(Math.max(0, elapsed - there), Math.max(0, system), Math.max(0, here + elapsed + system)));
    }

    /**
     * The answer has come from another server.
     *
     * @return whether all is known now
     */
    synchronized boolean answeredElsewhere() {
        long elapsed = System.nanoTime() - begunNanos;
        long away = requester == null ? 0 : requester.rttNanos();
        here = new Times(elapsed, 0, away + elapsed);
        return complete();
    }

    /**
     * The server of the responder has told of its part.
     *
     * @return whether all is known now
     */
    synchronized boolean measuredElsewhere(RemoteLatency part) {
        there = part;
        return complete();
    }

    private boolean complete() {
        Times own = here;
        RemoteLatency part = there;
        if (own == null || part == null) {
            return false;
        }
        long system = own.service - part.serviceNanos() - part.responder().rttNanos();
        publish(200, "", part.responder(), new Times(part.serviceNanos(), Math.max(0, system), own.total));
        return true;
    }

    void failed(Failure failure) {
        publish(failure.status, failure.description, null, Times.NONE);
    }

    private void publish(int status, String description, @Nullable ClientInfo responder, Times times) {
        long here = requester == null ? 0 : requester.rttNanos();
        JsonBody body = out -> out.object(() -> {
            out.field("type", TYPE);
            out.field("id", Base62.random(ThreadLocalRandom.current(), ID_LENGTH));
            out.field("timestamp", Instant.now());
            out.field("status", status);
            out.opt("description", description);
            party(out, "requestor", requester);
            party(out, "responder", responder);
            out.optMap("header", headers, (o, values) -> o.elements(values, JsonOut::string));
            out.field("start", begun.minusNanos(here));
            out.field("service", times.service);
            out.field("system", times.system);
            out.field("total", times.total);
        });
        ServerPublisher.publish(exporter.space(), ByteText.bytes(results), NONE, NONE, body.compact());
    }

    private static void party(JsonOut out, String name, @Nullable ClientInfo who) {
        if (who != null) {
            out.object(name, () -> ClientInfoJson.fields(out, who));
        }
    }
}
