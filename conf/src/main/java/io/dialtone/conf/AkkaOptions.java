package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Membership of the cluster through Akka Cluster: who is there, who is gone, and accounts on every node.
 *
 * @param host address that Akka's own connections (Artery) are taken at
 * @param port of those connections; -1: a free one; 0: not set, which is refused
 * @param advertise host[:port] under which the others reach it; empty: the address and port
 * @param seedNodes host:port of nodes to join through
 * @param roles words about this node that the others see
 * @param discovery how other nodes are found without seed nodes; null: not
 * @param tls of Akka's connections; null: plain
 * @param threshold of the phi-accrual failure detector
 * @param heartbeatInterval between two signs of life
 * @param acceptablePause without a sign of life that means nothing yet
 * @param splitBrain which side goes on when the nodes cannot reach each other
 * @param stableAfter how long the view must not change before it decides
 * @param quorumSize nodes that make a quorum, with static_quorum
 * @param replicateClaims whether accounts that are pushed to one node come to all
 */
public record AkkaOptions(
        String host,
        int port,
        String advertise,
        List<String> seedNodes,
        List<String> roles,
        @Nullable AkkaDiscoveryOptions discovery,
        @Nullable TlsOptions tls,
        double threshold,
        Duration heartbeatInterval,
        Duration acceptablePause,
        SplitBrain splitBrain,
        Duration stableAfter,
        int quorumSize,
        boolean replicateClaims) {
    /** Which side of a cluster that has fallen apart goes on. */
    public enum SplitBrain {
        KEEP_MAJORITY,
        STATIC_QUORUM,
        KEEP_OLDEST,
        DOWN_ALL
    }

    /** Default of {@code host}. */
    public static final String DEFAULT_HOST = "0.0.0.0";

    /** Default of {@code threshold}. */
    public static final double DEFAULT_THRESHOLD = 8;

    /** Default of {@code heartbeatInterval}. */
    public static final Duration DEFAULT_HEARTBEAT_INTERVAL = Duration.ofSeconds(1);

    /** Default of {@code acceptablePause}. */
    public static final Duration DEFAULT_ACCEPTABLE_PAUSE = Duration.ofSeconds(3);

    /** Default of {@code stableAfter}. */
    public static final Duration DEFAULT_STABLE_AFTER = Duration.ofSeconds(10);

    private static final AkkaOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public AkkaOptions {
        seedNodes = Copies.list(seedNodes);
        roles = Copies.list(roles);
    }

    /** What holds when nothing is configured. */
    public static AkkaOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes. */
    public AkkaOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.host = host;
        b.port = port;
        b.advertise = advertise;
        b.seedNodes = seedNodes;
        b.roles = roles;
        b.discovery = discovery;
        b.tls = tls;
        b.threshold = threshold;
        b.heartbeatInterval = heartbeatInterval;
        b.acceptablePause = acceptablePause;
        b.splitBrain = splitBrain;
        b.stableAfter = stableAfter;
        b.quorumSize = quorumSize;
        b.replicateClaims = replicateClaims;
        return b;
    }

    /** Collects the values of a {@link AkkaOptions}. Not for several threads. */
    public static final class Builder {
        private String host = DEFAULT_HOST;
        private int port = 0;
        private String advertise = "";
        private List<String> seedNodes = List.of();
        private List<String> roles = List.of();
        private @Nullable AkkaDiscoveryOptions discovery;
        private @Nullable TlsOptions tls;
        private double threshold = DEFAULT_THRESHOLD;
        private Duration heartbeatInterval = DEFAULT_HEARTBEAT_INTERVAL;
        private Duration acceptablePause = DEFAULT_ACCEPTABLE_PAUSE;
        private SplitBrain splitBrain = SplitBrain.KEEP_MAJORITY;
        private Duration stableAfter = DEFAULT_STABLE_AFTER;
        private int quorumSize = 0;
        private boolean replicateClaims = true;

        private Builder() {}

        /** Sets {@link AkkaOptions#host()}. */
        public Builder host(String value) {
            this.host = value;
            return this;
        }

        /** Sets {@link AkkaOptions#port()}. */
        public Builder port(int value) {
            this.port = value;
            return this;
        }

        /** Sets {@link AkkaOptions#advertise()}. */
        public Builder advertise(String value) {
            this.advertise = value;
            return this;
        }

        /** Sets {@link AkkaOptions#seedNodes()}. */
        public Builder seedNodes(List<String> value) {
            this.seedNodes = value;
            return this;
        }

        /** Sets {@link AkkaOptions#roles()}. */
        public Builder roles(List<String> value) {
            this.roles = value;
            return this;
        }

        /** Sets {@link AkkaOptions#discovery()}. */
        public Builder discovery(@Nullable AkkaDiscoveryOptions value) {
            this.discovery = value;
            return this;
        }

        /** Sets {@link AkkaOptions#tls()}. */
        public Builder tls(@Nullable TlsOptions value) {
            this.tls = value;
            return this;
        }

        /** Sets {@link AkkaOptions#threshold()}. */
        public Builder threshold(double value) {
            this.threshold = value;
            return this;
        }

        /** Sets {@link AkkaOptions#heartbeatInterval()}. */
        public Builder heartbeatInterval(Duration value) {
            this.heartbeatInterval = value;
            return this;
        }

        /** Sets {@link AkkaOptions#acceptablePause()}. */
        public Builder acceptablePause(Duration value) {
            this.acceptablePause = value;
            return this;
        }

        /** Sets {@link AkkaOptions#splitBrain()}. */
        public Builder splitBrain(SplitBrain value) {
            this.splitBrain = value;
            return this;
        }

        /** Sets {@link AkkaOptions#stableAfter()}. */
        public Builder stableAfter(Duration value) {
            this.stableAfter = value;
            return this;
        }

        /** Sets {@link AkkaOptions#quorumSize()}. */
        public Builder quorumSize(int value) {
            this.quorumSize = value;
            return this;
        }

        /** Sets {@link AkkaOptions#replicateClaims()}. */
        public Builder replicateClaims(boolean value) {
            this.replicateClaims = value;
            return this;
        }

        /** The immutable result. */
        public AkkaOptions build() {
            return new AkkaOptions(
                    host,
                    port,
                    advertise,
                    seedNodes,
                    roles,
                    discovery,
                    tls,
                    threshold,
                    heartbeatInterval,
                    acceptablePause,
                    splitBrain,
                    stableAfter,
                    quorumSize,
                    replicateClaims);
        }
    }
}
