package io.dialtone.streams;

import java.time.Duration;

/**
 * A token bucket that lends: what was taken beyond its content is a debt, which is paid in the order in which it was made. That
 * order is what makes it fair to many takers: whoever took first goes on first. Not for several threads.
 */
final class RateBucket {
    private static final double SECOND = 1e9;

    /** 0 for no limit. */
    private double perSecond;

    private double capacity;
    /** What may be taken at once; a debt when below 0. */
    private double balance;
    /** Taken in all; its value after somebody took is that taker's ticket. */
    private long taken;

    private long at;

    RateBucket(long now) {
        at = now;
    }

    /**
     * Sets how much comes in a second, 0 for no limit, and how long that is saved up. What is owed stays owed, but takes no longer to
     * pay than it would have: ten milliseconds of a high rate are minutes of a low one.
     */
    void rate(long newPerSecond, Duration burst, long now) {
        refill(now);
        double before = perSecond;
        perSecond = newPerSecond;
        capacity = newPerSecond * (burst.toNanos() / SECOND);
        if (before == 0) {
            balance = capacity;
        } else if (balance < 0 && perSecond < before) {
            balance *= perSecond / before;
        } else {
            balance = Math.min(balance, capacity);
        }
    }

    private void refill(long now) {
        if (now - at > 0) {
            balance = Math.min(capacity, balance + (now - at) * (perSecond / SECOND));
            at = now;
        }
    }

    /** Takes so much, whether it is there or not; returns the ticket to ask {@link #due} with. */
    long take(long amount, long now) {
        taken += amount;
        if (perSecond > 0) {
            refill(now);
            balance -= amount;
        }
        return taken;
    }

    /** How many nanoseconds it takes until everything up to a ticket is paid; 0 when it is. */
    long due(long ticket, long now) {
        if (perSecond == 0) {
            return 0;
        }
        refill(now);
        double owed = -balance - (taken - ticket);
        return owed <= 0 ? 0 : (long) Math.ceil(owed * (SECOND / perSecond));
    }

    /** How many nanoseconds it takes to earn so much; 0 without a limit. */
    long cost(long amount) {
        return perSecond == 0 ? 0 : (long) (amount * (SECOND / perSecond));
    }
}
