package io.dialtone.conf;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * How the status of a peer certificate is checked.
 *
 * @param verify whether to check
 * @param clockSkew tolerated difference of clocks
 * @param timeout of the responder
 * @param warnOnly log instead of refusing
 * @param unknownIsGood treat unknown as good
 * @param allowWhenUnreachable accept when no responder answers
 * @param ttlUnsetNextUpdate validity of an answer without next update
 */
public record OcspPeerOptions(
        boolean verify,
        Duration clockSkew,
        Duration timeout,
        boolean warnOnly,
        boolean unknownIsGood,
        boolean allowWhenUnreachable,
        Duration ttlUnsetNextUpdate) {
    /** Default of {@code clockSkew}: tolerated difference of clocks. */
    public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(30);

    /** Default of {@code timeout}: of the responder. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    /** Default of {@code ttlUnsetNextUpdate}: validity of an answer without next update. */
    public static final Duration DEFAULT_TTL = Duration.ofHours(1);

    private static final OcspPeerOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static OcspPeerOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.verify(...))}. */
    public OcspPeerOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.verify = verify;
        b.clockSkew = clockSkew;
        b.timeout = timeout;
        b.warnOnly = warnOnly;
        b.unknownIsGood = unknownIsGood;
        b.allowWhenUnreachable = allowWhenUnreachable;
        b.ttlUnsetNextUpdate = ttlUnsetNextUpdate;
        return b;
    }

    /** Collects the values of a {@link OcspPeerOptions}. Not for several threads. */
    public static final class Builder {
        private boolean verify = false;
        private Duration clockSkew = DEFAULT_CLOCK_SKEW;
        private Duration timeout = DEFAULT_TIMEOUT;
        private boolean warnOnly = false;
        private boolean unknownIsGood = false;
        private boolean allowWhenUnreachable = false;
        private Duration ttlUnsetNextUpdate = DEFAULT_TTL;

        private Builder() {}

        /** Sets {@link OcspPeerOptions#verify()}. */
        public Builder verify(boolean value) {
            this.verify = value;
            return this;
        }

        /** Sets {@link OcspPeerOptions#clockSkew()}. */
        public Builder clockSkew(Duration value) {
            this.clockSkew = value;
            return this;
        }

        /** Sets {@link OcspPeerOptions#timeout()}. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /** Sets {@link OcspPeerOptions#warnOnly()}. */
        public Builder warnOnly(boolean value) {
            this.warnOnly = value;
            return this;
        }

        /** Sets {@link OcspPeerOptions#unknownIsGood()}. */
        public Builder unknownIsGood(boolean value) {
            this.unknownIsGood = value;
            return this;
        }

        /** Sets {@link OcspPeerOptions#allowWhenUnreachable()}. */
        public Builder allowWhenUnreachable(boolean value) {
            this.allowWhenUnreachable = value;
            return this;
        }

        /** Sets {@link OcspPeerOptions#ttlUnsetNextUpdate()}. */
        public Builder ttlUnsetNextUpdate(Duration value) {
            this.ttlUnsetNextUpdate = value;
            return this;
        }

        /** The immutable result. */
        public OcspPeerOptions build() {
            return new OcspPeerOptions(
                    verify, clockSkew, timeout, warnOnly, unknownIsGood, allowWhenUnreachable, ttlUnsetNextUpdate);
        }
    }
}
