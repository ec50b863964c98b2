package io.dialtone.streams.tls;

import java.util.function.LongSupplier;

/**
 * {@code connection_rate_limit}: how many TLS handshakes a listener begins in one second. As in nats-server the second is
 * not a calendar one: it begins with the first handshake after the last second was over. For several threads.
 */
public final class HandshakeRate {
    private static final long SECOND = 1_000_000_000L;

    private final long limit;
    private final LongSupplier nanoTime;
    private boolean begun;
    private long end;
    private long taken;
    private long rejected;

    /**
     * @param limit handshakes per second, more than 0
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public HandshakeRate(long limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Whether one more handshake may begin now; counted when not. */
    public synchronized boolean allow() {
        long now = nanoTime.getAsLong();
        if (!begun || now - end > 0) {
            begun = true;
            end = now + SECOND;
            taken = 0;
        }
        if (taken < limit) {
            taken++;
            return true;
        }
        rejected++;
        return false;
    }

    /** Whether the last refusal was the first since {@link #takeRejected}: who sees it says so in the log a second later. */
    public synchronized boolean isFirstRejection() {
        return rejected == 1;
    }

    /** How many were refused since this was last asked; once a second the log says so. */
    public synchronized long takeRejected() {
        long n = rejected;
        rejected = 0;
        return n;
    }
}
