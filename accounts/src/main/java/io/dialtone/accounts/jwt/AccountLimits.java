package io.dialtone.accounts.jwt;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What an account may use. -1: any amount; 0: nothing, and that is what absence means.
 *
 * @param subscriptions open at once
 * @param data bytes; nobody counts them
 * @param payload bytes of one message
 * @param imports number of imports
 * @param exports number of exports
 * @param wildcardExports whether exports may hold wildcards
 * @param disallowBearer whether users without a signature are refused
 * @param connections of clients at once
 * @param leafNodes connections of leaf nodes at once
 * @param jetStream without tiers
 * @param tiers by tier, {@code R1} and the like; in place of those without
 * @param unknown fields that this version does not know, kept as they were
 */
public record AccountLimits(
        long subscriptions,
        long data,
        long payload,
        long imports,
        long exports,
        boolean wildcardExports,
        boolean disallowBearer,
        long connections,
        long leafNodes,
        JetStreamLimits jetStream,
        Map<String, JetStreamLimits> tiers,
        Map<String, Object> unknown) {
    /** Without a number: no limit. */
    public static final long NO_LIMIT = -1;
    /** Nothing at all. */
    public static final AccountLimits NONE = new Builder().build();
    /** Everything but JetStream. */
    public static final AccountLimits UNLIMITED = new Builder()
            .subscriptions(NO_LIMIT)
            .data(NO_LIMIT)
            .payload(NO_LIMIT)
            .imports(NO_LIMIT)
            .exports(NO_LIMIT)
            .wildcardExports(true)
            .connections(NO_LIMIT)
            .leafNodes(NO_LIMIT)
            .build();

    /** Copies the collections: the record never changes. */
    public AccountLimits {
        tiers = Copies.map(tiers);
        unknown = Copies.map(unknown);
    }

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return with(b -> b.unknown(Map.of())).equals(NONE);
    }

    /** Whether JetStream may be used: some memory or disk is given. */
    public boolean isJetStreamEnabled() {
        return tiers.isEmpty() ? jetStream.isEnabled() : tiers.values().stream().anyMatch(JetStreamLimits::isEnabled);
    }

    /** A limit as servers count: what does not fit into 32 bits is the most or the least that does. */
    public static int clamp(long limit) {
        return Math.clamp(limit, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** A copy with changes: {@code value.with(b -> b.subscriptions(...))}. */
    public AccountLimits with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.subscriptions = subscriptions;
        b.data = data;
        b.payload = payload;
        b.imports = imports;
        b.exports = exports;
        b.wildcardExports = wildcardExports;
        b.disallowBearer = disallowBearer;
        b.connections = connections;
        b.leafNodes = leafNodes;
        b.jetStream = jetStream;
        b.tiers = tiers;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link AccountLimits}. Not for several threads. */
    public static final class Builder {
        private long subscriptions = 0;
        private long data = 0;
        private long payload = 0;
        private long imports = 0;
        private long exports = 0;
        private boolean wildcardExports = false;
        private boolean disallowBearer = false;
        private long connections = 0;
        private long leafNodes = 0;
        private JetStreamLimits jetStream = JetStreamLimits.NONE;
        private Map<String, JetStreamLimits> tiers = Map.of();
        private Map<String, Object> unknown = Map.of();

        Builder() {}

        /** Sets {@link AccountLimits#subscriptions()}. */
        public Builder subscriptions(long value) {
            this.subscriptions = value;
            return this;
        }

        /** Sets {@link AccountLimits#data()}. */
        public Builder data(long value) {
            this.data = value;
            return this;
        }

        /** Sets {@link AccountLimits#payload()}. */
        public Builder payload(long value) {
            this.payload = value;
            return this;
        }

        /** Sets {@link AccountLimits#imports()}. */
        public Builder imports(long value) {
            this.imports = value;
            return this;
        }

        /** Sets {@link AccountLimits#exports()}. */
        public Builder exports(long value) {
            this.exports = value;
            return this;
        }

        /** Sets {@link AccountLimits#wildcardExports()}. */
        public Builder wildcardExports(boolean value) {
            this.wildcardExports = value;
            return this;
        }

        /** Sets {@link AccountLimits#disallowBearer()}. */
        public Builder disallowBearer(boolean value) {
            this.disallowBearer = value;
            return this;
        }

        /** Sets {@link AccountLimits#connections()}. */
        public Builder connections(long value) {
            this.connections = value;
            return this;
        }

        /** Sets {@link AccountLimits#leafNodes()}. */
        public Builder leafNodes(long value) {
            this.leafNodes = value;
            return this;
        }

        /** Sets {@link AccountLimits#jetStream()}. */
        public Builder jetStream(JetStreamLimits value) {
            this.jetStream = value;
            return this;
        }

        /** Sets {@link AccountLimits#tiers()}. */
        public Builder tiers(Map<String, JetStreamLimits> value) {
            this.tiers = value;
            return this;
        }

        /** Sets {@link AccountLimits#unknown()}. */
        public Builder unknown(Map<String, Object> value) {
            this.unknown = value;
            return this;
        }

        /** The immutable result. */
        public AccountLimits build() {
            return new AccountLimits(
                    subscriptions,
                    data,
                    payload,
                    imports,
                    exports,
                    wildcardExports,
                    disallowBearer,
                    connections,
                    leafNodes,
                    jetStream,
                    tiers,
                    unknown);
        }
    }
}
