package io.dialtone.app.simulate;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of a {@link Link}. Its settings may be changed by any thread at any time and hold for what is on its way already. Bytes
 * are never reordered: a shorter delay does not let later bytes overtake earlier ones.
 */
public final class Line {

    private volatile long delayNanos;
    private volatile long bytesPerSecond = Long.MAX_VALUE;
    private volatile boolean swallowing;
    private boolean stalled;

    Line() {}

    /** How long bytes are on their way. */
    public Line delay(Duration delay) {
        delayNanos = delay.toNanos();
        return this;
    }

    /** How many bytes a second get through, for each connection. */
    public Line bandwidth(long bytesPerSecond) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("a line that carries nothing is stalled, not slow: " + bytesPerSecond);
        }
        this.bytesPerSecond = bytesPerSecond;
        return this;
    }

    /** Nothing moves, nothing is lost: as behind a cut cable that is mended before anybody gives up. */
    public Line stall() {
        synchronized (this) {
            stalled = true;
        }
        return this;
    }

    /** Bytes are taken and forgotten: the sender sees a connection that is well, the receiver sees silence. */
    public Line swallow() {
        swallowing = true;
        return this;
    }

    /** Ends {@link #stall} and {@link #swallow}; delay and bandwidth stay, they are how the line is when it is well. */
    public Line flow() {
        swallowing = false;
        synchronized (this) {
            stalled = false;
            notifyAll();
        }
        return this;
    }

    boolean swallows() {
        return swallowing;
    }

    /** When bytes that were read now are due at the other end. */
    long due(long nowNanos) {
        return nowNanos + delayNanos;
    }

    void awaitFlow() throws InterruptedException {
        synchronized (this) {
            while (stalled) {
                wait();
            }
        }
    }

    /** Takes the time that so many bytes take. */
    void carry(int bytes) {
        long rate = bytesPerSecond;
        if (rate < Long.MAX_VALUE) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(bytes) / rate);
        }
    }
}
