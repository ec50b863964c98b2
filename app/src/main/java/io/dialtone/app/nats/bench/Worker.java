package io.dialtone.app.nats.bench;

import java.io.IOException;

/** One client of a measurement: made and connected before the clock starts, run on a thread of its own. */
abstract class Worker implements AutoCloseable {
    private final String role;
    private final long expected;
    final Latencies latencies = new Latencies();

    /** Written by its thread alone, read by who shows the progress. */
    private volatile long done;

    private volatile long bytes;
    private volatile long started;
    private volatile long ended;

    /**
     * @param role shown before its number
     * @param expected messages; 0 when nobody knows
     */
    Worker(String role, long expected) {
        this.role = role;
        this.expected = expected;
    }

    /** Does all of its work. */
    abstract void work() throws IOException, InterruptedException;

    @Override
    public abstract void close();

    final void run() throws IOException, InterruptedException {
        started = System.nanoTime();
        try {
            work();
        } finally {
            if (ended == 0) {
                ended = System.nanoTime();
            }
        }
    }

    /** The clock of who listens starts with the first message. */
    final void startNow() {
        started = System.nanoTime();
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    final void did(long messages, long size) {
        done += messages;
        bytes += size;
    }

    final String role() {
        return role;
    }

    final long expected() {
        return expected;
    }

    final long done() {
        return done;
    }

    final long bytes() {
        return bytes;
    }

    final long started() {
        return started;
    }

    /** Now, while it works. */
    final long ended() {
        long end = ended;
        return end == 0 ? System.nanoTime() : end;
    }
}
