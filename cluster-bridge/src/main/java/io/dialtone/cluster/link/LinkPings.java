package io.dialtone.cluster.link;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to ask the server at the other end of a link whether it is there, and how far away it is. The actor keeps the timer: it
 * asks {@link #firstDelay} once, then calls {@link #tick} each time.
 */
public final class LinkPings {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Duration interval;
    private final int most;
    private final RandomGenerator random;
    private int unanswered;
    private long seenPauses;
    private boolean seenPausing;
    private long sentNanos;
    private volatile @Nullable Duration rtt;

    /**
     * @param interval between PINGs, with the cap for this kind of link
     * @param most unanswered PINGs before the link counts as stale
     */
    public LinkPings(Duration interval, int most, RandomGenerator random) {
        this.interval = interval;
        this.most = most;
        this.random = random;
    }

    /** The smaller of two intervals, where zero means none. */
    public static Duration capped(Duration interval, Duration cap) {
        return interval.compareTo(cap) < 0 ? interval : cap;
    }

    /** How long to wait before the first tick: about a second, so that the distance is known soon. */
    public Duration firstDelay() {
        Duration base = capped(interval, SOON);
        return base.plusMillis(random.nextLong(base.toMillis() / 5 + 1));
    }

    public Duration interval() {
        return interval;
    }

    /**
     * Sends a PING, unless too many are unanswered.
     *
     * @return false when the link is stale
     */
    public boolean tick(LinkWire wire) {
        wire.debug(wire.kind().text() + " Ping Timer");
        if (wasPaused(wire)) {
            wire.debug("Delaying PING as reading is paused");
            return true;
        }
        if (unanswered + 1 > most) {
            wire.debug("Stale Client Connection - Closing");
            return false;
        }
        send(wire);
        return true;
    }

    /**
     * A link that is not read for a while, because of what its account may publish, cannot be heard to answer; that while may have begun before
     * the last look, and be over.
     */
    private boolean wasPaused(LinkWire wire) {
        long pauses = wire.counters().pauses();
        boolean pausing = wire.counters().isPausing();
        boolean paused = pausing || seenPausing || pauses != seenPauses;
        seenPauses = pauses;
        seenPausing = pausing;
        return paused;
    }

    /** Sends a PING now. */
    public void send(LinkWire wire) {
        unanswered++;
        sentNanos = System.nanoTime();
        wire.ping();
    }

    /** A PONG has come. */
    public void answered() {
        unanswered = 0;
        rtt = Duration.ofNanos(System.nanoTime() - sentNanos);
    }

    /** The last round trip; null when none was measured yet. Any thread. */
    public @Nullable Duration rtt() {
        return rtt;
    }
}
