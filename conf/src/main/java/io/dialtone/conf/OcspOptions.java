package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Certificate status stapling and its cache.
 *
 * @param mode auto, always, must, never; empty: not configured
 * @param urls responders instead of those in the certificate
 * @param cache whether answers are cached; null: not configured
 * @param cacheType none or local
 * @param localStore directory of the cache
 * @param preserveRevoked keep revoked answers
 * @param saveInterval time between saves
 */
public record OcspOptions(
        String mode,
        List<String> urls,
        @Nullable Boolean cache,
        String cacheType,
        String localStore,
        boolean preserveRevoked,
        Duration saveInterval) {
    /** Default of {@code cacheType}: none or local. */
    public static final String DEFAULT_CACHE_TYPE = "local";

    /** Default of {@code localStore}: directory of the cache. */
    public static final String DEFAULT_LOCAL_STORE = "_rc_";

    /** Default of {@code saveInterval}: time between saves. */
    public static final Duration DEFAULT_SAVE_INTERVAL = Duration.ofMinutes(5);

    private static final OcspOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public OcspOptions {
        urls = Copies.list(urls);
    }

    /** What holds when nothing is configured. */
    public static OcspOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.mode(...))}. */
    public OcspOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.mode = mode;
        b.urls = urls;
        b.cache = cache;
        b.cacheType = cacheType;
        b.localStore = localStore;
        b.preserveRevoked = preserveRevoked;
        b.saveInterval = saveInterval;
        return b;
    }

    /** Collects the values of a {@link OcspOptions}. Not for several threads. */
    public static final class Builder {
        private String mode = "";
        private List<String> urls = List.of();
        private @Nullable Boolean cache;
        private String cacheType = DEFAULT_CACHE_TYPE;
        private String localStore = DEFAULT_LOCAL_STORE;
        private boolean preserveRevoked = false;
        private Duration saveInterval = DEFAULT_SAVE_INTERVAL;

        private Builder() {}

        /** Sets {@link OcspOptions#mode()}. */
        public Builder mode(String value) {
            this.mode = value;
            return this;
        }

        /** Sets {@link OcspOptions#urls()}. */
        public Builder urls(List<String> value) {
            this.urls = value;
            return this;
        }

        /** Sets {@link OcspOptions#cache()}. */
        public Builder cache(@Nullable Boolean value) {
            this.cache = value;
            return this;
        }

        /** Sets {@link OcspOptions#cacheType()}. */
        public Builder cacheType(String value) {
            this.cacheType = value;
            return this;
        }

        /** Sets {@link OcspOptions#localStore()}. */
        public Builder localStore(String value) {
            this.localStore = value;
            return this;
        }

        /** Sets {@link OcspOptions#preserveRevoked()}. */
        public Builder preserveRevoked(boolean value) {
            this.preserveRevoked = value;
            return this;
        }

        /** Sets {@link OcspOptions#saveInterval()}. */
        public Builder saveInterval(Duration value) {
            this.saveInterval = value;
            return this;
        }

        /** The immutable result. */
        public OcspOptions build() {
            return new OcspOptions(mode, urls, cache, cacheType, localStore, preserveRevoked, saveInterval);
        }
    }
}
