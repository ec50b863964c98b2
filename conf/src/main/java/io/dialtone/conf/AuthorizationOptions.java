package io.dialtone.conf;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect to the global account: one user, a token, or users (of this block).
 *
 * @param user the single user
 * @param password its password, plain or bcrypt
 * @param token shared secret, plain or bcrypt
 * @param users users with a password or an nkey
 * @param timeout time to authenticate; zero: see {@link Options#authTimeout()}
 * @param defaultPermissions for users without their own
 * @param callout asks a service instead of the lists here
 * @param proxyRequired clients must come through a trusted proxy
 * @param noAuthUser user given to clients without credentials
 */
public record AuthorizationOptions(
        String user,
        String password,
        String token,
        List<UserOptions> users,
        Duration timeout,
        @Nullable PermissionOptions defaultPermissions,
        @Nullable AuthCalloutOptions callout,
        boolean proxyRequired,
        String noAuthUser) {
    private static final AuthorizationOptions DEFAULTS = new Builder().build();

    /** Copies the collections: the record never changes. */
    public AuthorizationOptions {
        users = Copies.list(users);
    }

    /** What holds when nothing is configured. */
    public static AuthorizationOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A copy with changes: {@code options.with(b -> b.user(...))}. */
    public AuthorizationOptions with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.user = user;
        b.password = password;
        b.token = token;
        b.users = users;
        b.timeout = timeout;
        b.defaultPermissions = defaultPermissions;
        b.callout = callout;
        b.proxyRequired = proxyRequired;
        b.noAuthUser = noAuthUser;
        return b;
    }

    @Override
    public String toString() {
        return Redacted.toString(this);
    }

    /** Collects the values of a {@link AuthorizationOptions}. Not for several threads. */
    public static final class Builder {
        private String user = "";
        private String password = "";
        private String token = "";
        private List<UserOptions> users = List.of();
        private Duration timeout = Duration.ZERO;
        private @Nullable PermissionOptions defaultPermissions;
        private @Nullable AuthCalloutOptions callout;
        private boolean proxyRequired = false;
        private String noAuthUser = "";

        private Builder() {}

        /** Sets {@link AuthorizationOptions#user()}. */
        public Builder user(String value) {
            this.user = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#password()}. */
        public Builder password(String value) {
            this.password = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#token()}. */
        public Builder token(String value) {
            this.token = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#users()}. */
        public Builder users(List<UserOptions> value) {
            this.users = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#timeout()}. */
        public Builder timeout(Duration value) {
            this.timeout = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#defaultPermissions()}. */
        public Builder defaultPermissions(@Nullable PermissionOptions value) {
            this.defaultPermissions = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#callout()}. */
        public Builder callout(@Nullable AuthCalloutOptions value) {
            this.callout = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#proxyRequired()}. */
        public Builder proxyRequired(boolean value) {
            this.proxyRequired = value;
            return this;
        }

        /** Sets {@link AuthorizationOptions#noAuthUser()}. */
        public Builder noAuthUser(String value) {
            this.noAuthUser = value;
            return this;
        }

        /** The immutable result. */
        public AuthorizationOptions build() {
            return new AuthorizationOptions(
                    user, password, token, users, timeout, defaultPermissions, callout, proxyRequired, noAuthUser);
        }
    }
}
