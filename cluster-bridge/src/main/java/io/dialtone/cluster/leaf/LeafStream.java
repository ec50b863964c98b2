package io.dialtone.cluster.leaf;

import io.dialtone.cluster.link.CompressionChoice;
import io.dialtone.cluster.link.LinkWire;
import io.dialtone.conf.CompressionOptions;
import io.dialtone.streams.LinkCompression;
import io.dialtone.streams.s2.S2Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the bytes of one leaf link are compressed. Part of its {@link LeafConnection}, on its loop. */
final class LeafStream {
    /** For links that are never compressed. */
    static final CompressionOptions NONE = new CompressionOptions(CompressionChoice.NOT_SUPPORTED, List.of());

    private final LinkWire wire;
    private final LeafCard card;
    private CompressionChoice choice = CompressionChoice.between(CompressionChoice.OFF, "");
    private List<Duration> thresholds = List.of();

    LeafStream(LinkWire wire, LeafCard card) {
        this.wire = wire;
        this.card = card;
    }

    /**
     * Makes up this side's mind.
     *
     * @param theirs what the other side has said
     * @return what it hears when its mode is none; null when all is well
     */
    @Nullable
    String choose(CompressionOptions own, String theirs) {
        choice = CompressionChoice.between(own.mode(), theirs);
        thresholds = own.rttThresholds().isEmpty() ? CompressionOptions.DEFAULT_RTT_THRESHOLDS : own.rttThresholds();
        boolean knows = !theirs.isEmpty() && !theirs.equals(CompressionChoice.NOT_SUPPORTED);
        card.compression(choice.compresses() || knows ? shown() : CompressionChoice.NOT_SUPPORTED);
        return choice.error();
    }

    boolean compresses() {
        return choice.compresses();
    }

    /** What is said to the other side in INFO. */
    String announced() {
        return choice.mode();
    }

    /** What is said to the other side in CONNECT. */
    String shown() {
        return choice.name(level());
    }

    private S2Level level() {
        Duration known = card.rtt();
        // Before the first PING the time since the connection was made is the best guess.
        Duration rtt = known == null ? Duration.between(wire.started(), Instant.now()) : known;
        return choice.level(rtt, thresholds);
    }

    /** From here on both directions are compressed: nothing more that is queued leaves in plain. */
    void compress() {
        LinkCompression compression = wire.compression();
        if (compression != null) {
            compression.startReading();
            compression.startWriting(level());
        }
    }

    /** The other side was found to be so far away. */
    void measured(@Nullable Duration rtt) {
        LinkCompression compression = wire.compression();
        if (rtt == null || compression == null || !compression.isWriting()) {
            return;
        }
        S2Level now = choice.level(rtt, thresholds);
        if (now != compression.level()) {
            compression.level(now);
            card.compression(choice.name(now));
        }
    }
}
