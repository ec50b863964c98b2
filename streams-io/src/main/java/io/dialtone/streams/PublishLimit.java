package io.dialtone.streams;

import io.dialtone.conf.PublishRate;
import java.util.function.LongSupplier;

/**
 * How much the connections of one user, or of one account, may publish together. Each of them takes what a read has brought, once
 * for the read, and is not read again until that is paid.
 *
 * <p>Any thread: the lock is held for a few instructions, by connections that are limited and by nobody else.
 */
public final class PublishLimit {
    /** A limit that was not felt for so long is worth a line in the log when it is felt again. */
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final String whose;
    private final LongSupplier clock;
    private final RateBucket messages;
    private final RateBucket bytes;
    private PublishRate rate = PublishRate.UNLIMITED;
    private boolean felt;
    private long feltAt;

    /** What one connection has taken and has to wait for. Touched under the limit's lock. */
    static final class Tickets {
        private long messages = Long.MIN_VALUE / 2;
        private long bytes = Long.MIN_VALUE / 2;
    }

    /**
     * @param whose it is, for the log
     */
    public PublishLimit(String whose) {
        this(whose, System::nanoTime);
    }

    PublishLimit(String whose, LongSupplier clock) {
        this.whose = whose;
        this.clock = clock;
        long now = clock.getAsLong();
        this.messages = new RateBucket(now);
        this.bytes = new RateBucket(now);
    }

    /** Sets the rate; whoever waits is told by its actor. */
    public synchronized void rate(PublishRate now) {
        if (!now.equals(rate)) {
            rate = now;
            long at = clock.getAsLong();
            messages.rate(now.messages(), now.burst(), at);
            bytes.rate(now.bytes(), now.burst(), at);
        }
    }

    /**
     * Takes what a read has brought.
     *
     * @return how many nanoseconds of the rate that is
     */
    synchronized long take(long newMessages, long newBytes, Tickets tickets) {
        long now = clock.getAsLong();
        tickets.messages = messages.take(newMessages, now);
        tickets.bytes = bytes.take(newBytes, now);
        return Math.max(messages.cost(newMessages), bytes.cost(newBytes));
    }

    /** How many nanoseconds it takes until what was taken is paid; 0 when it is. */
    synchronized long due(Tickets tickets) {
        long now = clock.getAsLong();
        return Math.max(messages.due(tickets.messages, now), bytes.due(tickets.bytes, now));
    }

    /** Somebody has to wait; returns whether that begins now, after some time in which nobody had to. */
    synchronized boolean isFeltAnew() {
        long now = clock.getAsLong();
        boolean anew = !felt || now - feltAt > QUIET_NANOS;
        felt = true;
        feltAt = now;
        return anew;
    }

    /** For the log: whose it is and how much it is. */
    @Override
    public synchronized String toString() {
        String text = rate.messages() == 0 ? "" : rate.messages() + " messages";
        String and = text.isEmpty() || rate.bytes() == 0 ? "" : " and ";
        return whose + " may publish " + text + and + (rate.bytes() == 0 ? "" : rate.bytes() + " bytes") + " a second";
    }
}
