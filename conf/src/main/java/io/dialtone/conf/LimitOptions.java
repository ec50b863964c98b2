package io.dialtone.conf;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What one connection may use, and its timers. Sizes in bytes.
 *
 * @param maxConnections clients at a time; 0 or less refuses every client
 * @param maxSubscriptions subscriptions of one client; 0: unlimited
 * @param maxSubTokens tokens in a subscribed subject; 0: unlimited
 * @param maxPayload headers and payload of one message
 * @param maxControlLine longest protocol line
 * @param maxPending bytes waiting for one client before it is a slow consumer
 * @param maxClosedClients closed connections remembered for monitoring
 * @param pingInterval time between pings of the server
 * @param pingMax pings without an answer before the connection is stale
 * @param writeDeadline time for one write to make progress
 * @param writeTimeout what happens when the write deadline passes
 * @param noFastProducerStall never pause a producer whose consumers fall behind
 * @param maxTracedMsgLen bytes of a payload in the trace; 0: unlimited
 * @param accountPublishRate of each account that says nothing of its own
 */
public record LimitOptions(
        int maxConnections,
        int maxSubscriptions,
        int maxSubTokens,
        int maxPayload,
        int maxControlLine,
        long maxPending,
        int maxClosedClients,
        Duration pingInterval,
        int pingMax,
        Duration writeDeadline,
        WriteTimeoutPolicy writeTimeout,
        boolean noFastProducerStall,
        int maxTracedMsgLen,
        PublishRate accountPublishRate) {
    /** Default of {@code maxConnections}: clients at a time; 0 or less refuses every client. */
    public static final int DEFAULT_MAX_CONNECTIONS = 65_536;

    /** Default of {@code maxPayload}: headers and payload of one message. */
    public static final int DEFAULT_MAX_PAYLOAD = 1_048_576;

    /** Default of {@code maxControlLine}: longest protocol line. */
    public static final int DEFAULT_MAX_CONTROL_LINE = 4_096;

    /** Default of {@code maxPending}: bytes waiting for one client before it is a slow consumer. */
    public static final long DEFAULT_MAX_PENDING = 67_108_864L;

    /** Default of {@code maxClosedClients}: closed connections remembered for monitoring. */
    public static final int DEFAULT_MAX_CLOSED_CLIENTS = 10_000;

    /** Default of {@code pingInterval}: time between pings of the server. */
    public static final Duration DEFAULT_PING_INTERVAL = Duration.ofMinutes(2);

    /** Default of {@code pingMax}: pings without an answer before the connection is stale. */
    public static final int DEFAULT_PING_MAX = 2;

    /** Default of {@code writeDeadline}: time for one write to make progress. */
    public static final Duration DEFAULT_WRITE_DEADLINE = Duration.ofSeconds(10);

    private static final LimitOptions DEFAULTS = new Builder().build();

    /** What holds when nothing is configured. */
    public static LimitOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.maxConnections(...))}. */
    public LimitOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.maxConnections = maxConnections;
        b.maxSubscriptions = maxSubscriptions;
        b.maxSubTokens = maxSubTokens;
        b.maxPayload = maxPayload;
        b.maxControlLine = maxControlLine;
        b.maxPending = maxPending;
        b.maxClosedClients = maxClosedClients;
        b.pingInterval = pingInterval;
        b.pingMax = pingMax;
        b.writeDeadline = writeDeadline;
        b.writeTimeout = writeTimeout;
        b.noFastProducerStall = noFastProducerStall;
        b.maxTracedMsgLen = maxTracedMsgLen;
        b.accountPublishRate = accountPublishRate;
        return b;
    }

    /** Collects the values of a {@link LimitOptions}. Not for several threads. */
    public static final class Builder {
        private int maxConnections = DEFAULT_MAX_CONNECTIONS;
        private int maxSubscriptions = 0;
        private int maxSubTokens = 0;
        private int maxPayload = DEFAULT_MAX_PAYLOAD;
        private int maxControlLine = DEFAULT_MAX_CONTROL_LINE;
        private long maxPending = DEFAULT_MAX_PENDING;
        private int maxClosedClients = DEFAULT_MAX_CLOSED_CLIENTS;
        private Duration pingInterval = DEFAULT_PING_INTERVAL;
        private int pingMax = DEFAULT_PING_MAX;
        private Duration writeDeadline = DEFAULT_WRITE_DEADLINE;
        private WriteTimeoutPolicy writeTimeout = WriteTimeoutPolicy.DEFAULT;
        private boolean noFastProducerStall = false;
        private int maxTracedMsgLen = 0;
        private PublishRate accountPublishRate = PublishRate.UNLIMITED;

        private Builder() {}

        /** Sets {@link LimitOptions#maxConnections()}. */
        public Builder maxConnections(int value) {
            this.maxConnections = value;
            return this;
        }

        /** Sets {@link LimitOptions#maxSubscriptions()}. */
        public Builder maxSubscriptions(int value) {
            this.maxSubscriptions = value;
            return this;
        }

        /** Sets {@link LimitOptions#maxSubTokens()}. */
        public Builder maxSubTokens(int value) {
            this.maxSubTokens = value;
            return this;
        }

        /** Sets {@link LimitOptions#maxPayload()}. */
        public Builder maxPayload(int value) {
            this.maxPayload = value;
            return this;
        }

        /** Sets {@link LimitOptions#maxControlLine()}. */
        public Builder maxControlLine(int value) {
            this.maxControlLine = value;
            return this;
        }

        /** Sets {@link LimitOptions#maxPending()}. */
        public Builder maxPending(long value) {
            this.maxPending = value;
            return this;
        }

        /** Sets {@link LimitOptions#maxClosedClients()}. */
        public Builder maxClosedClients(int value) {
            this.maxClosedClients = value;
            return this;
        }

        /** Sets {@link LimitOptions#pingInterval()}. */
        public Builder pingInterval(Duration value) {
            this.pingInterval = value;
            return this;
        }

        /** Sets {@link LimitOptions#pingMax()}. */
        public Builder pingMax(int value) {
            this.pingMax = value;
            return this;
        }

        /** Sets {@link LimitOptions#writeDeadline()}. */
        public Builder writeDeadline(Duration value) {
            this.writeDeadline = value;
            return this;
        }

        /** Sets {@link LimitOptions#writeTimeout()}. */
        public Builder writeTimeout(WriteTimeoutPolicy value) {
            this.writeTimeout = value;
            return this;
        }

        /** Sets {@link LimitOptions#noFastProducerStall()}. */
        public Builder noFastProducerStall(boolean value) {
            this.noFastProducerStall = value;
            return this;
        }

        /** Sets {@link LimitOptions#maxTracedMsgLen()}. */
        public Builder maxTracedMsgLen(int value) {
            this.maxTracedMsgLen = value;
            return this;
        }

        /** Sets {@link LimitOptions#accountPublishRate()}. */
        public Builder accountPublishRate(PublishRate value) {
            this.accountPublishRate = value;
            return this;
        }

        /** The immutable result. */
        public LimitOptions build() {
            return new LimitOptions(
                    maxConnections,
                    maxSubscriptions,
                    maxSubTokens,
                    maxPayload,
                    maxControlLine,
                    maxPending,
                    maxClosedClients,
                    pingInterval,
                    pingMax,
                    writeDeadline,
                    writeTimeout,
                    noFastProducerStall,
                    maxTracedMsgLen,
                    accountPublishRate);
        }
    }
}
