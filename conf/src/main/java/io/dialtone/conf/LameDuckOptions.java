package io.dialtone.conf;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How a server retires.
 *
 * @param duration time over which clients are sent away
 * @param gracePeriod wait before the first client is sent away
 */
public record LameDuckOptions(Duration duration, Duration gracePeriod) {
    /** Default of {@code duration}: time over which clients are sent away. */
    public static final Duration DEFAULT_DURATION = Duration.ofMinutes(2);

    /** Default of {@code gracePeriod}: wait before the first client is sent away. */
    public static final Duration DEFAULT_GRACE_PERIOD = Duration.ofSeconds(10);

    private static final LameDuckOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static LameDuckOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.duration(...))}. */
    public LameDuckOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.duration = duration;
        b.gracePeriod = gracePeriod;
        return b;
    }

    /** Collects the values of a {@link LameDuckOptions}. Not for several threads. */
    public static final class Builder {
        private Duration duration = DEFAULT_DURATION;
        private Duration gracePeriod = DEFAULT_GRACE_PERIOD;

        private Builder() {}

        /** Sets {@link LameDuckOptions#duration()}. */
        public Builder duration(Duration value) {
            this.duration = value;
            return this;
        }

        /** Sets {@link LameDuckOptions#gracePeriod()}. */
        public Builder gracePeriod(Duration value) {
            this.gracePeriod = value;
            return this;
        }

        /** The immutable result. */
        public LameDuckOptions build() {
            return new LameDuckOptions(duration, gracePeriod);
        }
    }
}
