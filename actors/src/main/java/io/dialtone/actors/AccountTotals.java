package io.dialtone.actors;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one account that outlive its connections. Any thread. */
final class AccountTotals {
    private final AtomicLong connections = new AtomicLong();
    private final LongAdder everConnected = new LongAdder();
    private final LongAdder inMessages = new LongAdder();
    private final LongAdder inBytes = new LongAdder();
    private final LongAdder outMessages = new LongAdder();
    private final LongAdder outBytes = new LongAdder();
    private final LongAdder slowConsumers = new LongAdder();

    void joined() {
        connections.incrementAndGet();
        everConnected.increment();
    }

    /** A connection has left; what went through it is kept. */
    void left(long inMsgs, long inByteCount, long outMsgs, long outByteCount) {
        connections.decrementAndGet();
        inMessages.add(inMsgs);
        inBytes.add(inByteCount);
        outMessages.add(outMsgs);
        outBytes.add(outByteCount);
    }

    void slowConsumer() {
        slowConsumers.increment();
    }

    long connections() {
        return connections.get();
    }

    long everConnected() {
        return everConnected.sum();
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

    long slowConsumers() {
        return slowConsumers.sum();
    }
}
