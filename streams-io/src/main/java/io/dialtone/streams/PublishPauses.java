package io.dialtone.streams;

import java.util.concurrent.atomic.LongAdder;

/** Counts how often, and for how long, connections were not read because of what they may publish. Any thread. */
public final class PublishPauses {
    private final LongAdder pauses = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void begin() {
        pauses.increment();
    }

    void end(long pausedNanos) {
        nanos.add(pausedNanos);
    }

    /** Pauses that have begun. */
    public long count() {
        return pauses.sum();
    }

    /** How long those were together that are over. */
    public long nanos() {
        return nanos.sum();
    }
}
