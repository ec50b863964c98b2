package io.dialtone.cluster.leaf;

import io.dialtone.cluster.link.LinkWire;
import io.dialtone.conf.CompressionOptions;
import io.dialtone.streams.LinkCompression;
import io.dialtone.streams.s2.S2Level;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the bytes of one leaf link are compressed. Part of its {@link LeafConnection}, on its loop. */
final class LeafStream {
    private final LinkWire wire;
    private final LeafCard card;
    private CompressionChoice choice = new CompressionChoice(CompressionChoice.NOT_SUPPORTED);
    private CompressionOptions options = CompressionOptions.DEFAULT_LEAF;

    LeafStream(LinkWire wire, LeafCard card) {
        this.wire = wire;
        this.card = card;
    }

    /** The two sides have made up their minds. */
    void choose(CompressionChoice made, CompressionOptions own) {
        choice = made;
        options = own;
        card.compression(shown());
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
        return choice.shown(level());
    }

    private S2Level level() {
        Duration known = card.rtt();
        // Before the first PING the time since the connection was made is the best guess.
        Duration rtt = known == null ? Duration.between(wire.started(), Instant.now()) : known;
        return choice.level(rtt, options);
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
        if (rtt == null || compression == null || !choice.followsRtt() || !compression.isWriting()) {
            return;
        }
        S2Level now = choice.level(rtt, options);
        if (now != compression.level()) {
            compression.level(now);
            card.compression(choice.shown(now));
        }
    }
}
