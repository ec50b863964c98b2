package io.dialtone.streams.s2;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** How hard the encoder tries. Each direction of a link has its own, and every decoder reads them all. */
public enum S2Level {
    /** Blocks are framed and checked, not compressed. */
    UNCOMPRESSED,
    FAST,
    BETTER,
    BEST;

    /** The round-trip times up to which {@link #UNCOMPRESSED}, {@link #FAST} and {@link #BETTER} are chosen. */
    public static final List<Duration> DEFAULT_RTT_THRESHOLDS =
            List.of(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100));

    /**
     * The level for a link whose compression is {@code s2_auto}: the further away the peer, the more is worth saving.
     *
     * @param thresholds one for each level in order, at most three; a threshold of zero leaves its level out
     */
    public static S2Level forRtt(Duration rtt, List<Duration> thresholds) {
        Iterator<Duration> upTo = thresholds.iterator();
        for (S2Level level : List.of(UNCOMPRESSED, FAST, BETTER)) {
            if (upTo.hasNext() && isWithin(rtt, upTo.next())) {
                return level;
            }
        }
        return BEST;
    }

    private static boolean isWithin(Duration rtt, Duration upTo) {
        return !upTo.isZero() && rtt.compareTo(upTo) <= 0;
    }
}
