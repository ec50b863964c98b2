package io.dialtone.conf;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A user of the configuration: name and password, or an nkey.
 *
 * @param username name; empty for an nkey user
 * @param password plain or bcrypt
 * @param nkey public key of the user
 * @param permissions null: those of the block around, or none
 * @param connectionTypes kinds of connection allowed, upper case; empty: all
 * @param proxyRequired must come through a trusted proxy
 * @param account account named by a leaf node user; elsewhere empty
 * @param publishRate of all its connections to this server together
 */
public record UserOptions(
        String username,
        String password,
        String nkey,
        @Nullable PermissionOptions permissions,
        Set<String> connectionTypes,
        boolean proxyRequired,
        String account,
        PublishRate publishRate) {
    private static final UserOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public UserOptions {
        connectionTypes = Copies.set(connectionTypes);
    }

    /** What holds when nothing is configured. */
    public static UserOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.username(...))}. */
    public UserOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.username = username;
        b.password = password;
        b.nkey = nkey;
        b.permissions = permissions;
        b.connectionTypes = connectionTypes;
        b.proxyRequired = proxyRequired;
        b.account = account;
        b.publishRate = publishRate;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link UserOptions}. Not for several threads. */
    public static final class Builder {
        private String username = "";
        private String password = "";
        private String nkey = "";
        private @Nullable PermissionOptions permissions;
        private Set<String> connectionTypes = Set.of();
        private boolean proxyRequired = false;
        private String account = "";
        private PublishRate publishRate = PublishRate.UNLIMITED;

        private Builder() {}

        /** Sets {@link UserOptions#username()}. */
        public Builder username(String value) {
            this.username = value;
            return this;
        }

        /** Sets {@link UserOptions#password()}. */
        public Builder password(String value) {
            this.password = value;
            return this;
        }

        /** Sets {@link UserOptions#nkey()}. */
        public Builder nkey(String value) {
            this.nkey = value;
            return this;
        }

        /** Sets {@link UserOptions#permissions()}. */
        public Builder permissions(@Nullable PermissionOptions value) {
            this.permissions = value;
            return this;
        }

        /** Sets {@link UserOptions#connectionTypes()}. */
        public Builder connectionTypes(Set<String> value) {
            this.connectionTypes = value;
            return this;
        }

        /** Sets {@link UserOptions#proxyRequired()}. */
        public Builder proxyRequired(boolean value) {
            this.proxyRequired = value;
            return this;
        }

        /** Sets {@link UserOptions#account()}. */
        public Builder account(String value) {
            this.account = value;
            return this;
        }

        /** Sets {@link UserOptions#publishRate()}. */
        public Builder publishRate(PublishRate value) {
            this.publishRate = value;
            return this;
        }

        /** The immutable result. */
        public UserOptions build() {
            return new UserOptions(
                    username, password, nkey, permissions, connectionTypes, proxyRequired, account, publishRate);
        }
    }
}
