package io.dialtone.actors;

import io.dialtone.streams.ConnectionCounters;
import java.util.concurrent.atomic.LongAdder;

/** Counts of the whole server that outlive its connections. Any thread. */
final class ServerTotals {
    private final LongAdder connections = new LongAdder();
    private final LongAdder slowConsumers = new LongAdder();
    private final LongAdder staleConnections = new LongAdder();
    private final LongAdder stalledClients = new LongAdder();
    private final LongAdder inMessages = new LongAdder();
    private final LongAdder inBytes = new LongAdder();
    private final LongAdder outMessages = new LongAdder();
    private final LongAdder outBytes = new LongAdder();

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

    /** Keeps what went through a connection that has ended. */
    void ended(ConnectionCounters c) {
        inMessages.add(c.inMessages());
        inBytes.add(c.inBytes());
        outMessages.add(c.outMessages());
        outBytes.add(c.outBytes());
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

    long inMessages() {
        return inMessages.sum();
    }

    long inBytes() {
        return inBytes.sum();
    }

    long outMessages() {
        return outMessages.sum();
    }

    long outBytes() {
        return outBytes.sum();
    }
}
