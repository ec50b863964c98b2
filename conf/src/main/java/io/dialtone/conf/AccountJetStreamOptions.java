package io.dialtone.conf;

import java.util.function.UnaryOperator;

/**
 * What an account may store. -1: unlimited.
 *
 * @param maxMemory bytes in memory
 * @param maxStore bytes on disk
 * @param maxStreams streams
 * @param maxConsumers consumers
 * @param memMaxStreamBytes bytes of one memory stream
 * @param diskMaxStreamBytes bytes of one file stream
 * @param maxAckPending unacknowledged messages of a consumer
 * @param maxBytesRequired streams must have a limit in bytes
 * @param clusterTraffic account that carries replication: system or owner
 */
public record AccountJetStreamOptions(
        long maxMemory,
        long maxStore,
        int maxStreams,
        int maxConsumers,
        long memMaxStreamBytes,
        long diskMaxStreamBytes,
        int maxAckPending,
        boolean maxBytesRequired,
        String clusterTraffic) {
    private static final AccountJetStreamOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static AccountJetStreamOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.maxMemory(...))}. */
    public AccountJetStreamOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.maxMemory = maxMemory;
        b.maxStore = maxStore;
        b.maxStreams = maxStreams;
        b.maxConsumers = maxConsumers;
        b.memMaxStreamBytes = memMaxStreamBytes;
        b.diskMaxStreamBytes = diskMaxStreamBytes;
        b.maxAckPending = maxAckPending;
        b.maxBytesRequired = maxBytesRequired;
        b.clusterTraffic = clusterTraffic;
        return b;
    }

    /** Collects the values of a {@link AccountJetStreamOptions}. Not for several threads. */
    public static final class Builder {
        private long maxMemory = -1;
        private long maxStore = -1;
        private int maxStreams = -1;
        private int maxConsumers = -1;
        private long memMaxStreamBytes = -1;
        private long diskMaxStreamBytes = -1;
        private int maxAckPending = -1;
        private boolean maxBytesRequired = false;
        private String clusterTraffic = "";

        private Builder() {}

        /** Sets {@link AccountJetStreamOptions#maxMemory()}. */
        public Builder maxMemory(long value) {
            this.maxMemory = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#maxStore()}. */
        public Builder maxStore(long value) {
            this.maxStore = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#maxStreams()}. */
        public Builder maxStreams(int value) {
            this.maxStreams = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#maxConsumers()}. */
        public Builder maxConsumers(int value) {
            this.maxConsumers = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#memMaxStreamBytes()}. */
        public Builder memMaxStreamBytes(long value) {
            this.memMaxStreamBytes = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#diskMaxStreamBytes()}. */
        public Builder diskMaxStreamBytes(long value) {
            this.diskMaxStreamBytes = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#maxAckPending()}. */
        public Builder maxAckPending(int value) {
            this.maxAckPending = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#maxBytesRequired()}. */
        public Builder maxBytesRequired(boolean value) {
            this.maxBytesRequired = value;
            return this;
        }

        /** Sets {@link AccountJetStreamOptions#clusterTraffic()}. */
        public Builder clusterTraffic(String value) {
            this.clusterTraffic = value;
            return this;
        }

        /** The immutable result. */
        public AccountJetStreamOptions build() {
            return new AccountJetStreamOptions(
                    maxMemory,
                    maxStore,
                    maxStreams,
                    maxConsumers,
                    memMaxStreamBytes,
                    diskMaxStreamBytes,
                    maxAckPending,
                    maxBytesRequired,
                    clusterTraffic);
        }
    }
}
