package io.dialtone.conf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Operator mode, system account and what vouches for them.
 *
 * @param operators operator JWTs, or files that hold one
 * @param resolver where account claims come from
 * @param resolverTls for a URL resolver
 * @param resolverPreload account id to JWT
 * @param resolverPinnedAccounts accounts accepted from the resolver
 * @param systemAccount name or public key; empty: $SYS
 * @param noSystemAccount no system account at all
 * @param trustedKeys operator public keys
 * @param defaultSentinel JWT for clients that bring none
 * @param trustedProxies public keys of proxies
 */
public record TrustOptions(
        List<String> operators,
        @Nullable ResolverOptions resolver,
        @Nullable TlsOptions resolverTls,
        Map<String, String> resolverPreload,
        Set<String> resolverPinnedAccounts,
        String systemAccount,
        boolean noSystemAccount,
        List<String> trustedKeys,
        String defaultSentinel,
        List<String> trustedProxies) {
    private static final TrustOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public TrustOptions {
        operators = Copies.list(operators);
        resolverPreload = Copies.map(resolverPreload);
        resolverPinnedAccounts = Copies.set(resolverPinnedAccounts);
        trustedKeys = Copies.list(trustedKeys);
        trustedProxies = Copies.list(trustedProxies);
    }

    /** What holds when nothing is configured. */
    public static TrustOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.operators(...))}. */
    public TrustOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.operators = operators;
        b.resolver = resolver;
        b.resolverTls = resolverTls;
        b.resolverPreload = resolverPreload;
        b.resolverPinnedAccounts = resolverPinnedAccounts;
        b.systemAccount = systemAccount;
        b.noSystemAccount = noSystemAccount;
        b.trustedKeys = trustedKeys;
        b.defaultSentinel = defaultSentinel;
        b.trustedProxies = trustedProxies;
        return b;
    }

    /** Collects the values of a {@link TrustOptions}. Not for several threads. */
    public static final class Builder {
        private List<String> operators = List.of();
        private @Nullable ResolverOptions resolver;
        private @Nullable TlsOptions resolverTls;
        private Map<String, String> resolverPreload = Map.of();
        private Set<String> resolverPinnedAccounts = Set.of();
        private String systemAccount = "";
        private boolean noSystemAccount = false;
        private List<String> trustedKeys = List.of();
        private String defaultSentinel = "";
        private List<String> trustedProxies = List.of();

        private Builder() {}

        /** Sets {@link TrustOptions#operators()}. */
        public Builder operators(List<String> value) {
            this.operators = value;
            return this;
        }

        /** Sets {@link TrustOptions#resolver()}. */
        public Builder resolver(@Nullable ResolverOptions value) {
            this.resolver = value;
            return this;
        }

        /** Sets {@link TrustOptions#resolverTls()}. */
        public Builder resolverTls(@Nullable TlsOptions value) {
            this.resolverTls = value;
            return this;
        }

        /** Sets {@link TrustOptions#resolverPreload()}. */
        public Builder resolverPreload(Map<String, String> value) {
            this.resolverPreload = value;
            return this;
        }

        /** Sets {@link TrustOptions#resolverPinnedAccounts()}. */
        public Builder resolverPinnedAccounts(Set<String> value) {
            this.resolverPinnedAccounts = value;
            return this;
        }

        /** Sets {@link TrustOptions#systemAccount()}. */
        public Builder systemAccount(String value) {
            this.systemAccount = value;
            return this;
        }

        /** Sets {@link TrustOptions#noSystemAccount()}. */
        public Builder noSystemAccount(boolean value) {
            this.noSystemAccount = value;
            return this;
        }

        /** Sets {@link TrustOptions#trustedKeys()}. */
        public Builder trustedKeys(List<String> value) {
            this.trustedKeys = value;
            return this;
        }

        /** Sets {@link TrustOptions#defaultSentinel()}. */
        public Builder defaultSentinel(String value) {
            this.defaultSentinel = value;
            return this;
        }

        /** Sets {@link TrustOptions#trustedProxies()}. */
        public Builder trustedProxies(List<String> value) {
            this.trustedProxies = value;
            return this;
        }

        /** The immutable result. */
        public TrustOptions build() {
            return new TrustOptions(
                    operators,
                    resolver,
                    resolverTls,
                    resolverPreload,
                    resolverPinnedAccounts,
                    systemAccount,
                    noSystemAccount,
                    trustedKeys,
                    defaultSentinel,
                    trustedProxies);
        }
    }
}
