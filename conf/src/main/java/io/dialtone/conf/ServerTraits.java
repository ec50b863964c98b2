package io.dialtone.conf;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Tags, metadata, feature flags and switches of the whole server.
 *
 * @param tags free words
 * @param metadata free pairs
 * @param featureFlags switches by name
 * @param defaultJsDomain account to JetStream domain
 * @param noHeaderSupport no message headers
 * @param noSublistCache no cache of matches
 * @param connectErrorReports attempts between reports of a failed first connection
 * @param reconnectErrorReports attempts between reports of a failed reconnection
 */
public record ServerTraits(
        List<String> tags,
        Map<String, String> metadata,
        Map<String, Boolean> featureFlags,
        Map<String, String> defaultJsDomain,
        boolean noHeaderSupport,
        boolean noSublistCache,
        int connectErrorReports,
        int reconnectErrorReports) {
    /** Default of {@code connectErrorReports}: attempts between reports of a failed first connection. */
    public static final int DEFAULT_CONNECT_ERROR_REPORTS = 3_600;

    /** Default of {@code reconnectErrorReports}: attempts between reports of a failed reconnection. */
    public static final int DEFAULT_RECONNECT_ERROR_REPORTS = 1;

    private static final ServerTraits DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public ServerTraits {
        tags = Copies.list(tags);
        metadata = Copies.map(metadata);
        featureFlags = Copies.map(featureFlags);
        defaultJsDomain = Copies.map(defaultJsDomain);
    }

    /** What holds when nothing is configured. */
    public static ServerTraits defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.tags(...))}. */
    public ServerTraits with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.tags = tags;
        b.metadata = metadata;
        b.featureFlags = featureFlags;
        b.defaultJsDomain = defaultJsDomain;
        b.noHeaderSupport = noHeaderSupport;
        b.noSublistCache = noSublistCache;
        b.connectErrorReports = connectErrorReports;
        b.reconnectErrorReports = reconnectErrorReports;
        return b;
    }

    /** Collects the values of a {@link ServerTraits}. Not for several threads. */
    public static final class Builder {
        private List<String> tags = List.of();
        private Map<String, String> metadata = Map.of();
        private Map<String, Boolean> featureFlags = Map.of();
        private Map<String, String> defaultJsDomain = Map.of();
        private boolean noHeaderSupport = false;
        private boolean noSublistCache = false;
        private int connectErrorReports = DEFAULT_CONNECT_ERROR_REPORTS;
        private int reconnectErrorReports = DEFAULT_RECONNECT_ERROR_REPORTS;

        private Builder() {}

        /** Sets {@link ServerTraits#tags()}. */
        public Builder tags(List<String> value) {
            this.tags = value;
            return this;
        }

        /** Sets {@link ServerTraits#metadata()}. */
        public Builder metadata(Map<String, String> value) {
            this.metadata = value;
            return this;
        }

        /** Sets {@link ServerTraits#featureFlags()}. */
        public Builder featureFlags(Map<String, Boolean> value) {
            this.featureFlags = value;
            return this;
        }

        /** Sets {@link ServerTraits#defaultJsDomain()}. */
        public Builder defaultJsDomain(Map<String, String> value) {
            this.defaultJsDomain = value;
            return this;
        }

        /** Sets {@link ServerTraits#noHeaderSupport()}. */
        public Builder noHeaderSupport(boolean value) {
            this.noHeaderSupport = value;
            return this;
        }

        /** Sets {@link ServerTraits#noSublistCache()}. */
        public Builder noSublistCache(boolean value) {
            this.noSublistCache = value;
            return this;
        }

        /** Sets {@link ServerTraits#connectErrorReports()}. */
        public Builder connectErrorReports(int value) {
            this.connectErrorReports = value;
            return this;
        }

        /** Sets {@link ServerTraits#reconnectErrorReports()}. */
        public Builder reconnectErrorReports(int value) {
            this.reconnectErrorReports = value;
            return this;
        }

        /** The immutable result. */
        public ServerTraits build() {
            return new ServerTraits(
                    tags,
                    metadata,
                    featureFlags,
                    defaultJsDomain,
                    noHeaderSupport,
                    noSublistCache,
                    connectErrorReports,
                    reconnectErrorReports);
        }
    }
}
