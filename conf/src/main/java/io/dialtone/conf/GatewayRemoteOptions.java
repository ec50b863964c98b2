package io.dialtone.conf;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A cluster to connect to.
 *
 * @param name of the cluster
 * @param urls its servers
 * @param tls null: that of the gateway block
 */
public record GatewayRemoteOptions(
        String name, List<String> urls, @Nullable TlsOptions tls) {
    private static final GatewayRemoteOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public GatewayRemoteOptions {
        urls = Copies.list(urls);
    }

    /** What holds when nothing is configured. */
    public static GatewayRemoteOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.name(...))}. */
    public GatewayRemoteOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.name = name;
        b.urls = urls;
        b.tls = tls;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link GatewayRemoteOptions}. Not for several threads. */
    public static final class Builder {
        private String name = "";
        private List<String> urls = List.of();
        private @Nullable TlsOptions tls;

        private Builder() {}

        /** Sets {@link GatewayRemoteOptions#name()}. */
        public Builder name(String value) {
            this.name = value;
            return this;
        }

        /** Sets {@link GatewayRemoteOptions#urls()}. */
        public Builder urls(List<String> value) {
            this.urls = value;
            return this;
        }

        /** Sets {@link GatewayRemoteOptions#tls()}. */
        public Builder tls(@Nullable TlsOptions value) {
            this.tls = value;
            return this;
        }

        /** The immutable result. */
        public GatewayRemoteOptions build() {
            return new GatewayRemoteOptions(name, urls, tls);
        }
    }
}
