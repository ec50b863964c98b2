package io.dialtone.actors;

import io.dialtone.actors.monitor.Traffic;
import io.dialtone.routing.LinkKind;
import io.dialtone.streams.CloseReason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Counts of the whole server that outlive its connections. Any thread. */
final class ServerTotals {
    private final LongAdder connections = new LongAdder();
    private final LongAdder slowConsumers = new LongAdder();
    private final LongAdder staleConnections = new LongAdder();
    private final LongAdder stalledClients = new LongAdder();
    private final Map<LinkKind, LinkTotals> links = new ConcurrentHashMap<>();
    private final AtomicReference<Usage> usage = new AtomicReference<>(Usage.NONE);

    void connected() {
        connections.increment();
    }

    void slowConsumer() {
        slowConsumers.increment();
    }

    void staleConnection() {
        staleConnections.increment();
    }

    void clientStalled() {
        stalledClients.increment();
    }

    /** Keeps what went through a connection. */
    void add(Usage used) {
        usage.accumulateAndGet(used, Usage::plus);
    }

    /** A link to another server has ended. */
    void linkEnded(LinkKind kind, CloseReason reason, Usage used) {
        links.computeIfAbsent(kind, key -> new LinkTotals()).ended(reason, used);
    }

    /** Links of a kind that took too little too slowly. */
    long slowLinks(LinkKind kind) {
        LinkTotals totals = links.get(kind);
        return totals == null ? 0 : totals.slow.sum();
    }

    /** Links of a kind from which nothing was heard. */
    long staleLinks(LinkKind kind) {
        LinkTotals totals = links.get(kind);
        return totals == null ? 0 : totals.stale.sum();
    }

    /** What went through links that have ended. */
    Traffic linkTraffic() {
        Traffic sum = Traffic.NONE;
        for (LinkTotals totals : links.values()) {
            sum = sum.plus(totals.usage.get().traffic());
        }
        return sum;
    }

    private static final class LinkTotals {
        private final LongAdder slow = new LongAdder();
        private final LongAdder stale = new LongAdder();
        private final AtomicReference<Usage> usage = new AtomicReference<>(Usage.NONE);

        void ended(CloseReason reason, Usage used) {
            usage.accumulateAndGet(used, Usage::plus);
            switch (reason) {
                case SLOW_CONSUMER_PENDING, SLOW_CONSUMER_DEADLINE -> slow.increment();
                case STALE_CONNECTION -> stale.increment();
                default -> {}
            }
        }
    }

    long connections() {
        return connections.sum();
    }

    long slowConsumers() {
        return slowConsumers.sum();
    }

    long staleConnections() {
        return staleConnections.sum();
    }

    long stalledClients() {
        return stalledClients.sum();
    }

    /** What went through connections, as far as it is settled. */
    Usage usage() {
        return usage.get();
    }
}
