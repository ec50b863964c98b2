package io.dialtone.cluster.link;

import io.dialtone.streams.s2.S2Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What compression two servers come to on a link. Each side decides by itself, from its own mode and the one that the other
 * has announced; both come to the same about whether, and each to its own about how hard. Immutable.
 *
 * @param mode as INFO says it, {@code off} for none
 * @param error what the other side hears when its mode is none; null: all is well
 */
public record CompressionChoice(String mode, @Nullable String error) {
    /** No compression. */
    public static final String OFF = "off";

    /** The server has none; the same as saying nothing. */
    public static final String NOT_SUPPORTED = "not supported";

    private static final String ACCEPT = "accept";
    private static final String AUTO = "s2_auto";
    private static final String FAST = "s2_fast";
    private static final Map<String, S2Level> LEVELS = Map.of(
            AUTO,
            S2Level.UNCOMPRESSED,
            "s2_uncompressed",
            S2Level.UNCOMPRESSED,
            FAST,
            S2Level.FAST,
            "s2_better",
            S2Level.BETTER,
            "s2_best",
            S2Level.BEST);
    private static final CompressionChoice NONE = new CompressionChoice(OFF, null);

    /**
     * @param own mode of the configuration
     * @param theirs what the other server has said; empty for nothing
     */
    public static CompressionChoice between(String own, String theirs) {
        if (!isOn(own)) {
            return NONE;
        }
        if (isOn(theirs) && !theirs.equals(ACCEPT) && !LEVELS.containsKey(theirs)) {
            return new CompressionChoice(OFF, "unsupported route compression mode \"" + theirs + "\"");
        }
        if (!isOn(theirs)) {
            return NONE;
        }
        if (!own.equals(ACCEPT)) {
            return new CompressionChoice(own, null);
        }
        if (theirs.equals(ACCEPT)) {
            return NONE;
        }
        return new CompressionChoice(theirs.equals(AUTO) ? FAST : theirs, null);
    }

    /** Whether a link of this mode may come to be compressed. */
    public static boolean isOn(String mode) {
        return !mode.isEmpty() && !mode.equals(OFF) && !mode.equals(NOT_SUPPORTED);
    }

    /** Whether the link is compressed. */
    public boolean compresses() {
        return LEVELS.containsKey(mode);
    }

    /** How hard to begin with: what is near is not worth much work, and how far it is is not known yet. */
    public S2Level level() {
        return LEVELS.getOrDefault(mode, S2Level.UNCOMPRESSED);
    }

    /** How hard, now that the distance is known. */
    public S2Level level(Duration rtt, List<Duration> thresholds) {
        return mode.equals(AUTO) ? S2Level.forRtt(rtt, thresholds) : level();
    }

    /** What monitoring calls it. */
    public String name(S2Level now) {
        return mode.equals(AUTO) ? "s2_" + now.name().toLowerCase(Locale.ROOT) : mode;
    }
}
