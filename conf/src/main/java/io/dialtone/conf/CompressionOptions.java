package io.dialtone.conf;

import java.time.Duration;
import java.util.List;

/**
 * Compression between servers.
 *
 * @param mode off, accept, s2_auto, s2_fast, s2_better, s2_best, or what was written when it is none of these
 * @param rttThresholds ascending; above each the next stronger level is used in mode s2_auto
 */
public record CompressionOptions(String mode, List<Duration> rttThresholds) {
    /** Routes compress when the other side asks for it. */
    public static final CompressionOptions DEFAULT_CLUSTER = new CompressionOptions("accept", List.of());

    /** Round trip times between the levels. */
    public static final List<Duration> DEFAULT_RTT_THRESHOLDS =
            List.of(Duration.ofMillis(10), Duration.ofMillis(50), Duration.ofMillis(100));

    /** Leaf nodes choose by round trip time. */
    public static final CompressionOptions DEFAULT_LEAF = new CompressionOptions("s2_auto", DEFAULT_RTT_THRESHOLDS);

    /** Copies the list. */
    public CompressionOptions {
        rttThresholds = List.copyOf(rttThresholds);
    }
}
