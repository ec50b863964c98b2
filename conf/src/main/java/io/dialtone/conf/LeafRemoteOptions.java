package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server that this one connects to as a leaf.
 *
 * @param urls its addresses
 * @param account local account
 * @param credentials file; ~ and $ENV are expanded
 * @param nkey seed
 * @param tls of the connection
 * @param tlsRequired a tls block or a tls URL was given
 * @param hub this side acts as the hub
 * @param denyImports subjects not taken
 * @param denyExports subjects not given
 * @param noRandomize try the URLs in order
 * @param webSocketCompression compress WebSocket frames
 * @param webSocketNoMasking do not mask WebSocket frames
 * @param jetStreamClusterMigrate move leaders while disconnected
 * @param migrateDelay wait before moving them
 * @param isolateInterest hide interest of other leaves
 * @param requestIsolation ask the other side to
 * @param compression null: that of the leaf block
 * @param firstInfoTimeout wait for INFO
 * @param dialTimeout zero: that of the leaf block
 * @param disabled do not connect
 * @param ignoreDiscoveredServers use configured URLs only
 * @param proxyUrl HTTP proxy
 * @param proxyUser for the proxy
 * @param proxyPassword for the proxy
 * @param proxyTimeout of the proxy
 */
public record LeafRemoteOptions(
        List<String> urls,
        String account,
        String credentials,
        String nkey,
        @Nullable TlsOptions tls,
        boolean tlsRequired,
        boolean hub,
        List<String> denyImports,
        List<String> denyExports,
        boolean noRandomize,
        boolean webSocketCompression,
        boolean webSocketNoMasking,
        boolean jetStreamClusterMigrate,
        Duration migrateDelay,
        boolean isolateInterest,
        boolean requestIsolation,
        @Nullable CompressionOptions compression,
        Duration firstInfoTimeout,
        Duration dialTimeout,
        boolean disabled,
        boolean ignoreDiscoveredServers,
        String proxyUrl,
        String proxyUser,
        String proxyPassword,
        Duration proxyTimeout) {
    /** Default of {@code account}: local account. */
    public static final String DEFAULT_ACCOUNT = "$G";

    /** Default of {@code firstInfoTimeout}: wait for INFO. */
    public static final Duration DEFAULT_FIRST_INFO_TIMEOUT = Duration.ofSeconds(1);

    private static final LeafRemoteOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public LeafRemoteOptions {
        urls = Copies.list(urls);
        denyImports = Copies.list(denyImports);
        denyExports = Copies.list(denyExports);
    }

    /** What holds when nothing is configured. */
    public static LeafRemoteOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.urls(...))}. */
    public LeafRemoteOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.urls = urls;
        b.account = account;
        b.credentials = credentials;
        b.nkey = nkey;
        b.tls = tls;
        b.tlsRequired = tlsRequired;
        b.hub = hub;
        b.denyImports = denyImports;
        b.denyExports = denyExports;
        b.noRandomize = noRandomize;
        b.webSocketCompression = webSocketCompression;
        b.webSocketNoMasking = webSocketNoMasking;
        b.jetStreamClusterMigrate = jetStreamClusterMigrate;
        b.migrateDelay = migrateDelay;
        b.isolateInterest = isolateInterest;
        b.requestIsolation = requestIsolation;
        b.compression = compression;
        b.firstInfoTimeout = firstInfoTimeout;
        b.dialTimeout = dialTimeout;
        b.disabled = disabled;
        b.ignoreDiscoveredServers = ignoreDiscoveredServers;
        b.proxyUrl = proxyUrl;
        b.proxyUser = proxyUser;
        b.proxyPassword = proxyPassword;
        b.proxyTimeout = proxyTimeout;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link LeafRemoteOptions}. Not for several threads. */
    public static final class Builder {
        private List<String> urls = List.of();
        private String account = DEFAULT_ACCOUNT;
        private String credentials = "";
        private String nkey = "";
        private @Nullable TlsOptions tls;
        private boolean tlsRequired = false;
        private boolean hub = false;
        private List<String> denyImports = List.of();
        private List<String> denyExports = List.of();
        private boolean noRandomize = false;
        private boolean webSocketCompression = false;
        private boolean webSocketNoMasking = false;
        private boolean jetStreamClusterMigrate = false;
        private Duration migrateDelay = Duration.ZERO;
        private boolean isolateInterest = false;
        private boolean requestIsolation = false;
        private @Nullable CompressionOptions compression;
        private Duration firstInfoTimeout = DEFAULT_FIRST_INFO_TIMEOUT;
        private Duration dialTimeout = Duration.ZERO;
        private boolean disabled = false;
        private boolean ignoreDiscoveredServers = false;
        private String proxyUrl = "";
        private String proxyUser = "";
        private String proxyPassword = "";
        private Duration proxyTimeout = Duration.ZERO;

        private Builder() {}

        /** Sets {@link LeafRemoteOptions#urls()}. */
        public Builder urls(List<String> value) {
            this.urls = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#account()}. */
        public Builder account(String value) {
            this.account = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#credentials()}. */
        public Builder credentials(String value) {
            this.credentials = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#nkey()}. */
        public Builder nkey(String value) {
            this.nkey = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#tls()}. */
        public Builder tls(@Nullable TlsOptions value) {
            this.tls = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#tlsRequired()}. */
        public Builder tlsRequired(boolean value) {
            this.tlsRequired = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#hub()}. */
        public Builder hub(boolean value) {
            this.hub = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#denyImports()}. */
        public Builder denyImports(List<String> value) {
            this.denyImports = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#denyExports()}. */
        public Builder denyExports(List<String> value) {
            this.denyExports = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#noRandomize()}. */
        public Builder noRandomize(boolean value) {
            this.noRandomize = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#webSocketCompression()}. */
        public Builder webSocketCompression(boolean value) {
            this.webSocketCompression = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#webSocketNoMasking()}. */
        public Builder webSocketNoMasking(boolean value) {
            this.webSocketNoMasking = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#jetStreamClusterMigrate()}. */
        public Builder jetStreamClusterMigrate(boolean value) {
            this.jetStreamClusterMigrate = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#migrateDelay()}. */
        public Builder migrateDelay(Duration value) {
            this.migrateDelay = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#isolateInterest()}. */
        public Builder isolateInterest(boolean value) {
            this.isolateInterest = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#requestIsolation()}. */
        public Builder requestIsolation(boolean value) {
            this.requestIsolation = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#compression()}. */
        public Builder compression(@Nullable CompressionOptions value) {
            this.compression = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#firstInfoTimeout()}. */
        public Builder firstInfoTimeout(Duration value) {
            this.firstInfoTimeout = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#dialTimeout()}. */
        public Builder dialTimeout(Duration value) {
            this.dialTimeout = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#disabled()}. */
        public Builder disabled(boolean value) {
            this.disabled = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#ignoreDiscoveredServers()}. */
        public Builder ignoreDiscoveredServers(boolean value) {
            this.ignoreDiscoveredServers = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#proxyUrl()}. */
        public Builder proxyUrl(String value) {
            this.proxyUrl = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#proxyUser()}. */
        public Builder proxyUser(String value) {
            this.proxyUser = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#proxyPassword()}. */
        public Builder proxyPassword(String value) {
            this.proxyPassword = value;
            return this;
        }

        /** Sets {@link LeafRemoteOptions#proxyTimeout()}. */
        public Builder proxyTimeout(Duration value) {
            this.proxyTimeout = value;
            return this;
        }

        /** The immutable result. */
        public LeafRemoteOptions build() {
            return new LeafRemoteOptions(
                    urls,
                    account,
                    credentials,
                    nkey,
                    tls,
                    tlsRequired,
                    hub,
                    denyImports,
                    denyExports,
                    noRandomize,
                    webSocketCompression,
                    webSocketNoMasking,
                    jetStreamClusterMigrate,
                    migrateDelay,
                    isolateInterest,
                    requestIsolation,
                    compression,
                    firstInfoTimeout,
                    dialTimeout,
                    disabled,
                    ignoreDiscoveredServers,
                    proxyUrl,
                    proxyUser,
                    proxyPassword,
                    proxyTimeout);
        }
    }
}
