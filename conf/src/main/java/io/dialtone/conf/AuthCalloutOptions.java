package io.dialtone.conf;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An authentication service asked through NATS.
 *
 * @param issuer public key that signs the answers
 * @param account account of the service
 * @param authUsers users that are not sent to the service
 * @param xkey public key that requests are encrypted for
 * @param allowedAccounts accounts the service may place users in; empty: all
 */
public record AuthCalloutOptions(
        String issuer, String account, List<String> authUsers, String xkey, List<String> allowedAccounts) {
    /** Default of {@code account}: account of the service. */
    public static final String DEFAULT_ACCOUNT = "$G";

    private static final AuthCalloutOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public AuthCalloutOptions {
        authUsers = Copies.list(authUsers);
        allowedAccounts = Copies.list(allowedAccounts);
    }

    /** What holds when nothing is configured. */
    public static AuthCalloutOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.issuer(...))}. */
    public AuthCalloutOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.issuer = issuer;
        b.account = account;
        b.authUsers = authUsers;
        b.xkey = xkey;
        b.allowedAccounts = allowedAccounts;
        return b;
    }

    /** Collects the values of a {@link AuthCalloutOptions}. Not for several threads. */
    public static final class Builder {
        private String issuer = "";
        private String account = DEFAULT_ACCOUNT;
        private List<String> authUsers = List.of();
        private String xkey = "";
        private List<String> allowedAccounts = List.of();

        private Builder() {}

        /** Sets {@link AuthCalloutOptions#issuer()}. */
        public Builder issuer(String value) {
            this.issuer = value;
            return this;
        }

        /** Sets {@link AuthCalloutOptions#account()}. */
        public Builder account(String value) {
            this.account = value;
            return this;
        }

        /** Sets {@link AuthCalloutOptions#authUsers()}. */
        public Builder authUsers(List<String> value) {
            this.authUsers = value;
            return this;
        }

        /** Sets {@link AuthCalloutOptions#xkey()}. */
        public Builder xkey(String value) {
            this.xkey = value;
            return this;
        }

        /** Sets {@link AuthCalloutOptions#allowedAccounts()}. */
        public Builder allowedAccounts(List<String> value) {
            this.allowedAccounts = value;
            return this;
        }

        /** The immutable result. */
        public AuthCalloutOptions build() {
            return new AuthCalloutOptions(issuer, account, authUsers, xkey, allowedAccounts);
        }
    }
}
