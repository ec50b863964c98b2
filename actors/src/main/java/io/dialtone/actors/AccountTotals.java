package io.dialtone.actors;

import io.dialtone.actors.monitor.Pauses;
import io.dialtone.streams.PublishPauses;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one account that outlive its connections. Any thread. */
final class AccountTotals {
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong leafs = new AtomicLong();
    private final AtomicReference<Usage> leafUsage = new AtomicReference<>(Usage.NONE);
    private final LongAdder everConnected = new LongAdder();
    private final AtomicReference<Usage> usage = new AtomicReference<>(Usage.NONE);
    private final LongAdder slowConsumers = new LongAdder();
    private final PublishPauses pauses = new PublishPauses();

    /** Counts how often, and for how long, its connections were not read because of what they may publish. */
    PublishPauses pauses() {
        return pauses;
    }

    /** The same for monitoring. */
    Pauses shownPauses() {
        return new Pauses(pauses.count(), Duration.ofNanos(pauses.nanos()));
    }

    /**
     * Counts a connection that comes.
     *
     * @param most connections at a time, below 0 for any number
     * @return false, nothing counted, when there are that many
     */
    boolean join(long most) {
        long now;
        do {
            now = connections.get();
            if (most >= 0 && now + leafs.get() >= most) {
                return false;
            }
        } while (!connections.compareAndSet(now, now + 1));
        everConnected.increment();
        return true;
    }

    /**
     * Counts a leaf link that comes.
     *
     * @param most leaf links at a time, below 0 for any number
     * @return false, nothing counted, when there are that many
     */
    boolean joinLeaf(long most) {
        long now;
        do {
            now = leafs.get();
            if (most >= 0 && now >= most) {
                return false;
            }
        } while (!leafs.compareAndSet(now, now + 1));
        return true;
    }

    /** A leaf link has gone; keeps what went through it. */
    void leafLeft(Usage used) {
        leafs.decrementAndGet();
        leafUsage.accumulateAndGet(used, Usage::plus);
    }

    long leafs() {
        return leafs.get();
    }

    /** What went through leaf links that have ended. */
    Usage leafUsage() {
        return leafUsage.get();
    }

    void left() {
        connections.decrementAndGet();
    }

    /**
     * Counts a connection that goes where there are more than there may be.
     *
     * @param most connections and leaf links at a time, below 0 for any number
     * @return false, nothing counted, when there are not more
     */
    boolean leaveSurplus(long most) {
        long now;
        do {
            now = connections.get();
            if (most < 0 || now + leafs.get() <= most) {
                return false;
            }
        } while (!connections.compareAndSet(now, now - 1));
        return true;
    }

    /** Keeps what went through one of its connections. */
    void add(Usage used) {
        usage.accumulateAndGet(used, Usage::plus);
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

    /** What went through its connections, as far as it is settled. */
    Usage usage() {
        return usage.get();
    }

    long slowConsumers() {
        return slowConsumers.sum();
    }
}
