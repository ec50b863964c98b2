package io.dialtone.actors.spans;

import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceParent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one server did with one message.
 *
 * @param parent the place in the trace that it came from
 * @param server that took it in
 * @param from who it came from: a client, or the link from another server
 * @param account that it was published in
 * @param subject as it came
 * @param headerBytes size of the header block
 * @param bodyBytes size of the payload
 * @param begin when it was taken in
 * @param end when it was in the queues of all who get it
 * @param deliveries to how many it went
 * @param events on its way: mappings, imports, hops to other servers, members of queue groups that got it, deliveries refused;
 *     the first {@value #MOST_EVENTS} of them
 * @param failure null when nothing was wrong
 */
public record MessageSpan(
        TraceParent parent,
        Host server,
        TraceEvent.Party from,
        String account,
        String subject,
        int headerBytes,
        int bodyBytes,
        Instant begin,
        Instant end,
        Deliveries deliveries,
        List<TraceEvent> events,
        @Nullable Failure failure) {
    /** As many events are noted. */
    public static final int MOST_EVENTS = 64;

    /** Copies the list. */
    public MessageSpan {
        events = List.copyOf(events);
    }

    /**
     * A server.
     *
     * @param id of this run
     * @param address that clients connect to
     * @param port that clients connect to
     */
    public record Host(String id, String name, String address, int port) {}

    /**
     * To how many a message went.
     *
     * @param clients plain subscriptions
     * @param queueGroups members of queue groups
     * @param refused subscriptions that did not get it
     */
    public record Deliveries(int clients, int queueGroups, int routes, int gateways, int leafNodes, int refused) {}

    /**
     * What was wrong.
     *
     * @param text for people
     */
    public record Failure(Cause cause, String text) {}

    /** Why a message got nowhere. */
    public enum Cause {
        /** A request that nobody took. */
        NO_RESPONDERS,
        /** The publisher has no right to publish it. */
        PERMISSIONS_VIOLATION,
        /** Its headers ask for a trace that cannot be. */
        TRACE_REFUSED
    }
}
