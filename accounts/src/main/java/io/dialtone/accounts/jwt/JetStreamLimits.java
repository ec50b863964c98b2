package io.dialtone.accounts.jwt;

import java.util.function.UnaryOperator;

/**
 * What an account may store. -1: any amount; of memory and disk, 0: nothing.
 *
 * @param memory bytes in memory
 * @param disk bytes on disk
 * @param streams number of streams
 * @param consumers number of consumers
 * @param maxAckPending of one consumer; not above zero: any
 * @param memoryMaxStreamBytes of one stream in memory; not above zero: any
 * @param diskMaxStreamBytes of one stream on disk; not above zero: any
 * @param maxBytesRequired whether each stream must have a limit
 */
public record JetStreamLimits(
        long memory,
        long disk,
        long streams,
        long consumers,
        long maxAckPending,
        long memoryMaxStreamBytes,
        long diskMaxStreamBytes,
        boolean maxBytesRequired) {
    /** Nothing: JetStream is off. */
    public static final JetStreamLimits NONE = new Builder().build();

    /** Whether some memory or disk is given. */
    public boolean isEnabled() {
        return memory != 0 || disk != 0;
    }

    /** A copy with changes: {@code value.with(b -> b.memory(...))}. */
    public JetStreamLimits with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.memory = memory;
        b.disk = disk;
        b.streams = streams;
        b.consumers = consumers;
        b.maxAckPending = maxAckPending;
        b.memoryMaxStreamBytes = memoryMaxStreamBytes;
        b.diskMaxStreamBytes = diskMaxStreamBytes;
        b.maxBytesRequired = maxBytesRequired;
        return b;
    }

    /** Collects the values of a {@link JetStreamLimits}. Not for several threads. */
    public static final class Builder {
        private long memory = 0;
        private long disk = 0;
        private long streams = 0;
        private long consumers = 0;
        private long maxAckPending = 0;
        private long memoryMaxStreamBytes = 0;
        private long diskMaxStreamBytes = 0;
        private boolean maxBytesRequired = false;

        Builder() {}

        /** Sets {@link JetStreamLimits#memory()}. */
        public Builder memory(long value) {
            this.memory = value;
            return this;
        }

        /** Sets {@link JetStreamLimits#disk()}. */
        public Builder disk(long value) {
            this.disk = value;
            return this;
        }

        /** Sets {@link JetStreamLimits#streams()}. */
        public Builder streams(long value) {
            this.streams = value;
            return this;
        }

        /** Sets {@link JetStreamLimits#consumers()}. */
        public Builder consumers(long value) {
            this.consumers = value;
            return this;
        }

        /** Sets {@link JetStreamLimits#maxAckPending()}. */
        public Builder maxAckPending(long value) {
            this.maxAckPending = value;
            return this;
        }

        /** Sets {@link JetStreamLimits#memoryMaxStreamBytes()}. */
        public Builder memoryMaxStreamBytes(long value) {
            this.memoryMaxStreamBytes = value;
            return this;
        }

        /** Sets {@link JetStreamLimits#diskMaxStreamBytes()}. */
        public Builder diskMaxStreamBytes(long value) {
            this.diskMaxStreamBytes = value;
            return this;
        }

        /** Sets {@link JetStreamLimits#maxBytesRequired()}. */
        public Builder maxBytesRequired(boolean value) {
            this.maxBytesRequired = value;
            return this;
        }

        /** The immutable result. */
        public JetStreamLimits build() {
            return new JetStreamLimits(
                    memory,
                    disk,
                    streams,
                    consumers,
                    maxAckPending,
                    memoryMaxStreamBytes,
                    diskMaxStreamBytes,
                    maxBytesRequired);
        }
    }
}
