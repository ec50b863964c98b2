package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Routes to the servers of the same cluster.
 *
 * @param name of the cluster; empty: random
 * @param host address to bind
 * @param port 0: no listener, -1: a free port
 * @param user that routes must give
 * @param password that routes must give
 * @param authTimeout zero: default
 * @param tls of routes
 * @param routes URLs to dial
 * @param permissions publish is import, subscribe is export
 * @param advertise host[:port] told to peers
 * @param noAdvertise clients are not told of the other servers
 * @param connectRetries for implicit routes
 * @param connectBackoff wait longer after each failure
 * @param poolSize connections for each pair of servers; -1: off
 * @param pinnedAccounts accounts with a connection of their own
 * @param compression of routes
 * @param pingInterval zero: that of clients, at most 30 s
 * @param pingMax 0: that of clients
 * @param writeDeadline zero: that of clients
 * @param writeTimeout when the deadline passes
 * @param akka membership through Akka Cluster; null: only routes that are configured or heard of
 */
public record ClusterOptions(
        String name,
        String host,
        int port,
        String user,
        String password,
        Duration authTimeout,
        @Nullable TlsOptions tls,
        List<String> routes,
        @Nullable PermissionOptions permissions,
        String advertise,
        boolean noAdvertise,
        int connectRetries,
        boolean connectBackoff,
        int poolSize,
        List<String> pinnedAccounts,
        CompressionOptions compression,
        Duration pingInterval,
        int pingMax,
        Duration writeDeadline,
        WriteTimeoutPolicy writeTimeout,
        @Nullable AkkaOptions akka) {
    /** Default of {@code poolSize}: connections for each pair of servers; -1: off. */
    public static final int DEFAULT_POOL_SIZE = 3;

    private static final ClusterOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public ClusterOptions {
        routes = Copies.list(routes);
        pinnedAccounts = Copies.list(pinnedAccounts);
    }

    /** What holds when nothing is configured. */
    public static ClusterOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.name(...))}. */
    public ClusterOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.name = name;
        b.host = host;
        b.port = port;
        b.user = user;
        b.password = password;
        b.authTimeout = authTimeout;
        b.tls = tls;
        b.routes = routes;
        b.permissions = permissions;
        b.advertise = advertise;
        b.noAdvertise = noAdvertise;
        b.connectRetries = connectRetries;
        b.connectBackoff = connectBackoff;
        b.poolSize = poolSize;
        b.pinnedAccounts = pinnedAccounts;
        b.compression = compression;
        b.pingInterval = pingInterval;
        b.pingMax = pingMax;
        b.writeDeadline = writeDeadline;
        b.writeTimeout = writeTimeout;
        b.akka = akka;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link ClusterOptions}. Not for several threads. */
    public static final class Builder extends LinkListenerBuilder<Builder> {
        private String name = "";
        private List<String> routes = List.of();
        private @Nullable PermissionOptions permissions;
        private boolean noAdvertise = false;
        private int connectRetries = 0;
        private boolean connectBackoff = false;
        private int poolSize = DEFAULT_POOL_SIZE;
        private List<String> pinnedAccounts = List.of();
        private CompressionOptions compression = CompressionOptions.DEFAULT_CLUSTER;
        private Duration pingInterval = Duration.ZERO;
        private int pingMax = 0;
        private @Nullable AkkaOptions akka;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link ClusterOptions#name()}. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets {@link ClusterOptions#routes()}. */
        public Builder routes(List<String> value) {
            this.routes = value;
            return this;
        }

        /** Sets {@link ClusterOptions#permissions()}. */
        public Builder permissions(@Nullable PermissionOptions value) {
            this.permissions = value;
            return this;
        }

        /** Sets {@link ClusterOptions#noAdvertise()}. */
        public Builder noAdvertise(boolean value) {
            this.noAdvertise = value;
            return this;
        }

        /** Sets {@link ClusterOptions#connectRetries()}. */
        public Builder connectRetries(int value) {
            this.connectRetries = value;
            return this;
        }

        /** Sets {@link ClusterOptions#connectBackoff()}. */
        public Builder connectBackoff(boolean value) {
            this.connectBackoff = value;
            return this;
        }

        /** Sets {@link ClusterOptions#poolSize()}. */
        public Builder poolSize(int value) {
            this.poolSize = value;
            return this;
        }

        /** Sets {@link ClusterOptions#pinnedAccounts()}. */
        public Builder pinnedAccounts(List<String> value) {
            this.pinnedAccounts = value;
            return this;
        }

        /** Sets {@link ClusterOptions#compression()}. */
        public Builder compression(CompressionOptions value) {
            this.compression = value;
            return this;
        }

        /** Sets {@link ClusterOptions#pingInterval()}. */
        public Builder pingInterval(Duration value) {
            this.pingInterval = value;
            return this;
        }

        /** Sets {@link ClusterOptions#pingMax()}. */
        public Builder pingMax(int value) {
            this.pingMax = value;
            return this;
        }

        /** Sets {@link ClusterOptions#akka()}. */
        public Builder akka(@Nullable AkkaOptions value) {
            this.akka = value;
            return this;
        }

        /** The immutable result. */
        public ClusterOptions build() {
            return new ClusterOptions(
                    name,
                    host,
                    port,
                    user,
                    password,
                    authTimeout,
                    tls,
                    routes,
                    permissions,
                    advertise,
                    noAdvertise,
                    connectRetries,
                    connectBackoff,
                    poolSize,
                    pinnedAccounts,
                    compression,
                    pingInterval,
                    pingMax,
                    writeDeadline,
                    writeTimeout,
                    akka);
        }
    }
}
