package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Leaf node listener and remotes.
 *
 * @param host address to bind
 * @param port 0: none, -1: a free port
 * @param user the single user
 * @param password of that user
 * @param nkey public key that leaves must prove
 * @param account of the single user
 * @param users users with accounts
 * @param proxyRequired leaves must come through a trusted proxy
 * @param authTimeout zero: default
 * @param tls of the listener
 * @param remotes servers to connect to
 * @param reconnectInterval wait between attempts
 * @param advertise host[:port] told to leaves
 * @param noAdvertise leaves are not told of the other servers
 * @param minVersion oldest server accepted
 * @param compression of leaf connections
 * @param isolateInterest leaves do not see each other's interest
 * @param dialTimeout for a remote
 * @param writeDeadline zero: that of clients
 * @param writeTimeout when the deadline passes
 */
public record LeafOptions(
        String host,
        int port,
        String user,
        String password,
        String nkey,
        String account,
        List<UserOptions> users,
        boolean proxyRequired,
        Duration authTimeout,
        @Nullable TlsOptions tls,
        List<LeafRemoteOptions> remotes,
        Duration reconnectInterval,
        String advertise,
        boolean noAdvertise,
        String minVersion,
        CompressionOptions compression,
        boolean isolateInterest,
        Duration dialTimeout,
        Duration writeDeadline,
        WriteTimeoutPolicy writeTimeout) {
    /** Default of {@code reconnectInterval}: wait between attempts. */
    public static final Duration DEFAULT_RECONNECT_INTERVAL = Duration.ofSeconds(1);

    /** Default of {@code dialTimeout}: for a remote. */
    public static final Duration DEFAULT_DIAL_TIMEOUT = Duration.ofSeconds(1);

    private static final LeafOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public LeafOptions {
        users = Copies.list(users);
        remotes = Copies.list(remotes);
    }

    /** What holds when nothing is configured. */
    public static LeafOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.host(...))}. */
    public LeafOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.host = host;
        b.port = port;
        b.user = user;
        b.password = password;
        b.nkey = nkey;
        b.account = account;
        b.users = users;
        b.proxyRequired = proxyRequired;
        b.authTimeout = authTimeout;
        b.tls = tls;
        b.remotes = remotes;
        b.reconnectInterval = reconnectInterval;
        b.advertise = advertise;
        b.noAdvertise = noAdvertise;
        b.minVersion = minVersion;
        b.compression = compression;
        b.isolateInterest = isolateInterest;
        b.dialTimeout = dialTimeout;
        b.writeDeadline = writeDeadline;
        b.writeTimeout = writeTimeout;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link LeafOptions}. Not for several threads. */
    public static final class Builder extends LinkListenerBuilder<Builder> {
        private String nkey = "";
        private String account = "";
        private List<UserOptions> users = List.of();
        private boolean proxyRequired = false;
        private List<LeafRemoteOptions> remotes = List.of();
        private Duration reconnectInterval = DEFAULT_RECONNECT_INTERVAL;
        private boolean noAdvertise = false;
        private String minVersion = "";
        private CompressionOptions compression = CompressionOptions.DEFAULT_LEAF;
        private boolean isolateInterest = false;
        private Duration dialTimeout = DEFAULT_DIAL_TIMEOUT;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link LeafOptions#nkey()}. */
        public Builder nkey(String value) {
            this.nkey = value;
            return this;
        }

        /** Sets {@link LeafOptions#account()}. */
        public Builder account(String value) {
            this.account = value;
            return this;
        }

        /** Sets {@link LeafOptions#users()}. */
        public Builder users(List<UserOptions> value) {
            this.users = value;
            return this;
        }

        /** Sets {@link LeafOptions#proxyRequired()}. */
        public Builder proxyRequired(boolean value) {
            this.proxyRequired = value;
            return this;
        }

        /** Sets {@link LeafOptions#remotes()}. */
        public Builder remotes(List<LeafRemoteOptions> value) {
            this.remotes = value;
            return this;
        }

        /** Sets {@link LeafOptions#reconnectInterval()}. */
        public Builder reconnectInterval(Duration value) {
            this.reconnectInterval = value;
            return this;
        }

        /** Sets {@link LeafOptions#noAdvertise()}. */
        public Builder noAdvertise(boolean value) {
            this.noAdvertise = value;
            return this;
        }

        /** Sets {@link LeafOptions#minVersion()}. */
        public Builder minVersion(String value) {
            this.minVersion = value;
            return this;
        }

        /** Sets {@link LeafOptions#compression()}. */
        public Builder compression(CompressionOptions value) {
            this.compression = value;
            return this;
        }

        /** Sets {@link LeafOptions#isolateInterest()}. */
        public Builder isolateInterest(boolean value) {
            this.isolateInterest = value;
            return this;
        }

        /** Sets {@link LeafOptions#dialTimeout()}. */
        public Builder dialTimeout(Duration value) {
            this.dialTimeout = value;
            return this;
        }

        /** The immutable result. */
        public LeafOptions build() {
            return new LeafOptions(
                    host,
                    port,
                    user,
                    password,
                    nkey,
                    account,
                    users,
                    proxyRequired,
                    authTimeout,
                    tls,
                    remotes,
                    reconnectInterval,
                    advertise,
                    noAdvertise,
                    minVersion,
                    compression,
                    isolateInterest,
                    dialTimeout,
                    writeDeadline,
                    writeTimeout);
        }
    }
}
