package io.dialtone.accounts.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What an authorization service answers: either a user or an error.
 *
 * @param registered issuer, subject, times and the like
 * @param jwt of the user; empty with an error
 * @param error why not; empty with a user
 * @param issuerAccount the account, when one of its signing keys issued this; else empty
 * @param tags in lower case
 * @param version of the format it was read from: 1 or 2
 * @param unknown fields that this version does not know, kept as they were
 */
public record AuthorizationResponseClaims(
        Registered registered,
        String jwt,
        String error,
        String issuerAccount,
        List<String> tags,
        int version,
        Map<String, Object> unknown)
        implements Claims {
    /** Copies the collections: the record never changes. */
    public AuthorizationResponseClaims {
        tags = Copies.list(tags);
        unknown = Copies.map(unknown);
    }

    /** An answer about that user. */
    public static Builder builder(String subject) {
        return new Builder().registered(Registered.of(subject));
    }

    @Override
    public ClaimsType type() {
        return ClaimsType.AUTHORIZATION_RESPONSE;
    }

    @Override
    public Validation validate(Instant now) {
        return AuthorizationValidation.of(this, now);
    }

    /** A copy with changes: {@code value.with(b -> b.jwt(...))}. */
    public AuthorizationResponseClaims with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.registered = registered;
        b.jwt = jwt;
        b.error = error;
        b.issuerAccount = issuerAccount;
        b.tags = tags;
        b.version = version;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link AuthorizationResponseClaims}. Not for several threads. */
    public static final class Builder extends VersionedClaimsBuilder<Builder> {
        private String jwt = "";
        private String error = "";
        private String issuerAccount = "";

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link AuthorizationResponseClaims#jwt()}. */
        public Builder jwt(String value) {
            this.jwt = value;
            return this;
        }

        /** Sets {@link AuthorizationResponseClaims#error()}. */
        public Builder error(String value) {
            this.error = value;
            return this;
        }

        /** Sets {@link AuthorizationResponseClaims#issuerAccount()}. */
        public Builder issuerAccount(String value) {
            this.issuerAccount = value;
            return this;
        }

        /** The immutable result. */
        public AuthorizationResponseClaims build() {
            return new AuthorizationResponseClaims(registered, jwt, error, issuerAccount, tags, version, unknown);
        }
    }
}
