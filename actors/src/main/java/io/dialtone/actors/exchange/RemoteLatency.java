package io.dialtone.actors.exchange;

import io.dialtone.actors.monitor.ClientInfo;
import io.dialtone.actors.monitor.ClientInfoJson;
import io.dialtone.actors.monitor.JsonBody;
import java.time.Instant;

/**
 * The part of a measured request that the server of the responder sees; it tells the server of the requester.
 *
 * @param account that serves
 * @param request the anonymous reply subject that stands for the request
 * @param responder who answered
 * @param begun when the request was delivered
 * @param serviceNanos what the service itself took
 * @param totalNanos the same with the way to the responder and back
 */
public record RemoteLatency(
        String account, String request, ClientInfo responder, Instant begun, long serviceNanos, long totalNanos) {
    private static final String SUBJECT = "$SYS.LATENCY.M2.";
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    /** A request that was answered just now, so long after it was delivered. */
    public static RemoteLatency of(String account, String request, ClientInfo responder, long nanos) {
        long service = Math.max(0, nanos - responder.rttNanos());
        return new RemoteLatency(
                account, request, responder, Instant.now().minusNanos(nanos), service, service + responder.rttNanos());
    }

    /** On what a server hears of the requests that were made there. */
    public static String subject(ServiceRoute.Identity server) {
        return SUBJECT + server.hash();
    }

    /** On what the server hears that has made a request. */
    public static String subjectFor(String request) {
        String[] tokens = request.split("\\.", -1);
        return SUBJECT + tokens[tokens.length - 2];
    }

    /** As servers tell each other. */
    public byte[] json() {
        JsonBody body = out -> out.object(() -> {
            out.field("account", account);
            out.field("req_id", request);
            out.object("m2", () -> {
                // A measurement of its own it is not, so it has no name and no time.
                out.field("type", "");
                out.field("id", "");
                out.field("timestamp", NEVER);
                out.field("status", 200);
                out.object("responder", () -> ClientInfoJson.fields(out, responder));
                out.field("start", begun);
                out.field("service", serviceNanos);
                out.field("system", 0);
                out.field("total", totalNanos);
            });
        });
        return body.compact();
    }
}
