package io.dialtone.actors;

import io.dialtone.accounts.trace.TraceEvent;
import io.dialtone.accounts.trace.TraceParent;
import io.dialtone.actors.spans.MessageSpan;
import io.dialtone.routing.LinkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is noted for the span of one message while it is routed. On one event loop. */
final class SpanNotes {
    private final TraceParent parent;
    private final TraceEvent.Party from;
    private final String account;
    private final String subject;
    private final int headerBytes;
    private final int bodyBytes;
    private final Instant begin;
    private final long beginNanos;
    private final List<TraceEvent> events = new ArrayList<>(0);
    private int clients;
    private int queueGroups;
    private int routes;
    private int gateways;
    private int leafNodes;
    private int refused;
    private MessageSpan.@Nullable Failure failure;

    /** @param size bytes of headers and payload */
    SpanNotes(TraceParent parent, TraceEvent.Party from, String account, String subject, int headerBytes, int size) {
        this.parent = parent;
        this.from = from;
        this.account = account;
        this.subject = subject;
        this.headerBytes = headerBytes;
        this.bodyBytes = size - headerBytes;
        this.begin = Instant.now();
        this.beginNanos = System.nanoTime();
    }

    /** The wall clock may be set meanwhile: what comes later is to be later in the span, too. */
    Instant now() {
        return begin.plusNanos(System.nanoTime() - beginNanos);
    }

    void event(TraceEvent event) {
        if (events.size() < MessageSpan.MOST_EVENTS) {
            events.add(event);
        }
    }

    /** Only the first one counts. */
    void failed(MessageSpan.Cause cause, String text) {
        if (failure == null) {
            failure = new MessageSpan.Failure(cause, text);
        }
    }

    /** A subscription got it. */
    void delivered() {
        clients++;
    }

    /** A member of a queue group got it. */
    void deliveredToMember() {
        queueGroups++;
    }

    void refused() {
        refused++;
    }

    void left(LinkKind by) {
        switch (by) {
            case ROUTE -> routes++;
            case GATEWAY -> gateways++;
            case LEAF, HUB -> leafNodes++;
        }
    }

    String account() {
        return account;
    }

    MessageSpan end(MessageSpan.Host server) {
        return new MessageSpan(
                parent,
                server,
                from,
                account,
                subject,
                headerBytes,
                bodyBytes,
                begin,
                now(),
                new MessageSpan.Deliveries(clients, queueGroups, routes, gateways, leafNodes, refused),
                events,
                failure);
    }
}
