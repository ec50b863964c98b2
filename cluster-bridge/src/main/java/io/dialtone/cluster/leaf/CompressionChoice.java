package io.dialtone.cluster.leaf;

import io.dialtone.conf.CompressionOptions;
import io.dialtone.streams.s2.S2Level;
import java.time.Duration;
import java.util.Set;

/**
 * What one side of a leaf link makes of its own mode of compression and of the one that the other side has announced.
 *
 * @param mode agreed upon, in the words of the configuration; {@link #OFF} or {@link #NOT_SUPPORTED} for none
 */
public record CompressionChoice(String mode) {
    /** No compression, though the other side knows it. */
    public static final String OFF = "off";

    /** No compression, and the other side may not know of it. */
    public static final String NOT_SUPPORTED = "not supported";

    private static final String ACCEPT = "accept";
    private static final String AUTO = "s2_auto";
    private static final String UNCOMPRESSED = "s2_uncompressed";
    private static final String FAST = "s2_fast";
    private static final String BETTER = "s2_better";
    private static final String BEST = "s2_best";
    private static final Set<String> FIXED = Set.of(UNCOMPRESSED, FAST, BETTER, BEST);

    /** Whether a mode is one that compresses, if the other side wants to. */
    public static boolean isOn(String mode) {
        return !mode.isEmpty() && !mode.equals(OFF) && !mode.equals(NOT_SUPPORTED);
    }

    /**
     * Decides.
     *
     * @param peer as INFO had it; empty when it had none
     * @throws IllegalArgumentException when that is none, with the text for the other side
     */
    public static CompressionChoice of(String own, String peer) {
        if (!isOn(own)) {
            return new CompressionChoice(peer.isEmpty() ? NOT_SUPPORTED : OFF);
        }
        if (!isOn(peer)) {
            return new CompressionChoice(peer.equals(OFF) ? OFF : NOT_SUPPORTED);
        }
        if (!peer.equals(ACCEPT) && !peer.equals(AUTO) && !FIXED.contains(peer)) {
            throw new IllegalArgumentException("unsupported compression mode \"" + peer + "\"");
        }
        if (!own.equals(ACCEPT)) {
            return new CompressionChoice(own);
        }
        if (peer.equals(ACCEPT)) {
            return new CompressionChoice(OFF);
        }
        return new CompressionChoice(peer.equals(AUTO) ? FAST : peer);
    }

    /** Whether the link is compressed. */
    public boolean compresses() {
        return isOn(mode);
    }

    /** Whether the level follows the round-trip time. */
    public boolean followsRtt() {
        return mode.equals(AUTO);
    }

    /** The level to compress with now. */
    public S2Level level(Duration rtt, CompressionOptions options) {
        return switch (mode) {
            case FAST -> S2Level.FAST;
            case BETTER -> S2Level.BETTER;
            case BEST -> S2Level.BEST;
            case AUTO ->
                S2Level.forRtt(
                        rtt,
                        options.rttThresholds().isEmpty() ? S2Level.DEFAULT_RTT_THRESHOLDS : options.rttThresholds());
            default -> S2Level.UNCOMPRESSED;
        };
    }

    /** How monitoring and CONNECT name what is done now. */
    public String shown(S2Level level) {
        if (!compresses()) {
            return mode;
        }
        return switch (level) {
            case UNCOMPRESSED -> UNCOMPRESSED;
            case FAST -> FAST;
            case BETTER -> BETTER;
            case BEST -> BEST;
        };
    }
}
