package io.dialtone.actors.monitor;

import java.time.Duration;

/**
 * How often connections were not read for a while, because they had published more than they may, and how long in all. Ours:
 * shown only where it is more than nothing.
 */
public record Pauses(long count, Duration total) {

    public static final Pauses NONE = new Pauses(0, Duration.ZERO);

    /** Both sums. */
    public Pauses plus(Pauses more) {
        return new Pauses(count + more.count, total.plus(more.total));
    }

    void writeTo(JsonOut out) {
        out.opt("publish_pauses", count);
        out.opt("publish_paused_ms", total.toMillis());
    }
}
