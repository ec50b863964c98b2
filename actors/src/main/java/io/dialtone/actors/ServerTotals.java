package io.dialtone.actors;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Counts of the whole server that outlive its connections. Any thread. */
final class ServerTotals {
    private final LongAdder connections = new LongAdder();
    private final LongAdder slowConsumers = new LongAdder();
    private final LongAdder staleConnections = new LongAdder();
    private final LongAdder stalledClients = new LongAdder();
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
