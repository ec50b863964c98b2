package io.dialtone.accounts.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What an account says of a user.
 *
 * @param registered issuer, subject, times and the like
 * @param rights what it may do; what is not said is forbidden
 * @param issuerAccount the account, when one of its signing keys issued this; else empty
 * @param tags in lower case
 * @param version of the format it was read from: 1 or 2
 * @param unknown fields that this version does not know, kept as they were
 */
public record UserClaims(
        Registered registered,
        UserRights rights,
        String issuerAccount,
        List<String> tags,
        int version,
        Map<String, Object> unknown)
        implements Claims {
    /** Copies the collections: the record never changes. */
    public UserClaims {
        tags = Copies.list(tags);
        unknown = Copies.map(unknown);
    }

    /** A user with that public key and without limits. */
    public static Builder builder(String subject) {
        return new Builder().registered(Registered.of(subject)).rights(UserRights.UNLIMITED);
    }

    @Override
    public ClaimsType type() {
        return ClaimsType.USER;
    }

    @Override
    public Validation validate(Instant now) {
        return UserValidation.of(this, now);
    }

    /** The public key of the account this user belongs to. */
    public String accountId() {
        return issuerAccount.isEmpty() ? issuer() : issuerAccount;
    }

    /** A copy with changes: {@code value.with(b -> b.rights(...))}. */
    public UserClaims with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.registered = registered;
        b.rights = rights;
        b.issuerAccount = issuerAccount;
        b.tags = tags;
        b.version = version;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of a {@link UserClaims}. Not for several threads. */
    public static final class Builder extends VersionedClaimsBuilder<Builder> {
        private UserRights rights = UserRights.NONE;
        private String issuerAccount = "";

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link UserClaims#rights()}. */
        public Builder rights(UserRights value) {
            this.rights = value;
            return this;
        }

        /** Sets {@link UserClaims#issuerAccount()}. */
        public Builder issuerAccount(String value) {
            this.issuerAccount = value;
            return this;
        }

        /** The immutable result. */
        public UserClaims build() {
            return new UserClaims(registered, rights, issuerAccount, tags, version, unknown);
        }
    }
}
