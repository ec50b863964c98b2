package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Links to other clusters.
 *
 * @param name of this cluster; empty: no gateway
 * @param host address to bind
 * @param port 0: none, -1: a free port
 * @param user that gateways must give
 * @param password that gateways must give
 * @param authTimeout zero: default
 * @param tls of gateways
 * @param advertise host[:port] told to peers
 * @param connectRetries for implicit gateways
 * @param connectBackoff wait longer after each failure
 * @param rejectUnknown refuse clusters that are not configured
 * @param remotes clusters to connect to
 * @param writeDeadline zero: that of clients
 * @param writeTimeout when the deadline passes
 */
public record GatewayOptions(
        String name,
        String host,
        int port,
        String user,
        String password,
        Duration authTimeout,
        @Nullable TlsOptions tls,
        String advertise,
        int connectRetries,
        boolean connectBackoff,
        boolean rejectUnknown,
        List<GatewayRemoteOptions> remotes,
        Duration writeDeadline,
        WriteTimeoutPolicy writeTimeout) {
    private static final GatewayOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public GatewayOptions {
        remotes = Copies.list(remotes);
    }

    /** What holds when nothing is configured. */
    public static GatewayOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.name(...))}. */
    public GatewayOptions with(UnaryOperator<Builder> changes) {
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
        b.advertise = advertise;
        b.connectRetries = connectRetries;
        b.connectBackoff = connectBackoff;
        b.rejectUnknown = rejectUnknown;
        b.remotes = remotes;
        b.writeDeadline = writeDeadline;
        b.writeTimeout = writeTimeout;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link GatewayOptions}. Not for several threads. */
    public static final class Builder extends LinkListenerBuilder<Builder> {
        private String name = "";
        private int connectRetries = 0;
        private boolean connectBackoff = false;
        private boolean rejectUnknown = false;
        private List<GatewayRemoteOptions> remotes = List.of();

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link GatewayOptions#name()}. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets {@link GatewayOptions#connectRetries()}. */
        public Builder connectRetries(int value) {
            this.connectRetries = value;
            return this;
        }

        /** Sets {@link GatewayOptions#connectBackoff()}. */
        public Builder connectBackoff(boolean value) {
            this.connectBackoff = value;
            return this;
        }

        /** Sets {@link GatewayOptions#rejectUnknown()}. */
        public Builder rejectUnknown(boolean value) {
            this.rejectUnknown = value;
            return this;
        }

        /** Sets {@link GatewayOptions#remotes()}. */
        public Builder remotes(List<GatewayRemoteOptions> value) {
            this.remotes = value;
            return this;
        }

        /** The immutable result. */
        public GatewayOptions build() {
            return new GatewayOptions(
                    name,
                    host,
                    port,
                    user,
                    password,
                    authTimeout,
                    tls,
                    advertise,
                    connectRetries,
                    connectBackoff,
                    rejectUnknown,
                    remotes,
                    writeDeadline,
                    writeTimeout);
        }
    }
}
