package io.dialtone.app.nats.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Holds a client back that would send faster than was asked for. For one thread. */
final class Pace {
    /** A thread cannot be put to sleep for less without being late. */
    private static final long SHORTEST_NANOS = 200_000;

    private final Duration sleep;
    private final double nanosPerMessage;
    private final long start = System.nanoTime();
    private long messages;

    /** @param nanosPerMessage 0 for as fast as it goes */
    Pace(Duration sleep, double nanosPerMessage) {
        this.sleep = sleep;
        this.nanosPerMessage = nanosPerMessage;
    }

    /** Nanoseconds to wait before the next message; then {@link #rest} for so long, after having sent what was written. */
    long due() {
        messages++;
        if (!sleep.isZero()) {
            return sleep.toNanos();
        }
        if (nanosPerMessage == 0) {
            return 0;
        }
        long ahead = start + (long) (messages * nanosPerMessage) - System.nanoTime();
        return ahead >= SHORTEST_NANOS ? ahead : 0;
    }

    static void rest(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left);
        }
    }
}
