package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What an operator says of itself.
 *
 * @param registered issuer, subject, times and the like
 * @param signingKeys further keys that may sign accounts
 * @param accountServerUrl where accounts can be fetched, empty: nowhere; the resolver asks at {@code <url>/accounts/}
 * @param serviceUrls where tools find the servers
 * @param systemAccount public key; empty: none
 * @param assertServerVersion oldest version that a server may have, {@code x.y.z}; empty: any
 * @param strictSigningKeyUsage whether the identity key itself must not sign accounts, nor identity keys of accounts users
 * @param tags in lower case
 * @param version of the format it was read from: 1 or 2
 * @param unknown fields that this version does not know, kept as they were
 */
public record OperatorClaims(
        Registered registered,
        List<String> signingKeys,
        String accountServerUrl,
        List<String> serviceUrls,
        String systemAccount,
        String assertServerVersion,
        boolean strictSigningKeyUsage,
        List<String> tags,
        int version,
        Map<String, Object> unknown)
        implements Claims {
    /** Copies the collections: the record never changes. */
    public OperatorClaims {
        signingKeys = Copies.list(signingKeys);
        serviceUrls = Copies.list(serviceUrls);
        tags = Copies.list(tags);
        unknown = Copies.map(unknown);
    }

    /** An operator with that public key. */
    public static Builder builder(String subject) {
        return new Builder().registered(Registered.of(subject));
    }

    @Override
    public ClaimsType type() {
        return ClaimsType.OPERATOR;
    }

    @Override
    public Validation validate(Instant now) {
        return OperatorValidation.of(this, now);
    }

    /** Whether this operator signed the claims, with a key that may do so. */
    public boolean signed(Claims claims) {
        if (claims.issuer().equals(subject())) {
            return !strictSigningKeyUsage || claims.subject().equals(subject());
        }
        return signingKeys.contains(claims.issuer());
    }

    /** Whether accounts signed with that key are this operator's: in strict use, the identity key is none of those. */
    public boolean trusts(String issuer) {
        return Nkeys.isPublic(NkeyType.OPERATOR, issuer)
                && (signingKeys.contains(issuer) || !strictSigningKeyUsage && issuer.equals(subject()));
    }

    /** A copy with changes: {@code value.with(b -> b.signingKeys(...))}. */
    public OperatorClaims with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.registered = registered;
        b.signingKeys = signingKeys;
        b.accountServerUrl = accountServerUrl;
        b.serviceUrls = serviceUrls;
        b.systemAccount = systemAccount;
        b.assertServerVersion = assertServerVersion;
        b.strictSigningKeyUsage = strictSigningKeyUsage;
        b.tags = tags;
        b.version = version;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link OperatorClaims}. Not for several threads. */
    public static final class Builder extends VersionedClaimsBuilder<Builder> {
        private List<String> signingKeys = List.of();
        private String accountServerUrl = "";
        private List<String> serviceUrls = List.of();
        private String systemAccount = "";
        private String assertServerVersion = "";
        private boolean strictSigningKeyUsage = false;

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link OperatorClaims#signingKeys()}. */
        public Builder signingKeys(List<String> value) {
            this.signingKeys = value;
            return this;
        }

        /** Sets {@link OperatorClaims#accountServerUrl()}. */
        public Builder accountServerUrl(String value) {
            this.accountServerUrl = value;
            return this;
        }

        /** Sets {@link OperatorClaims#serviceUrls()}. */
        public Builder serviceUrls(List<String> value) {
            this.serviceUrls = value;
            return this;
        }

        /** Sets {@link OperatorClaims#systemAccount()}. */
        public Builder systemAccount(String value) {
            this.systemAccount = value;
            return this;
        }

        /** Sets {@link OperatorClaims#assertServerVersion()}. */
        public Builder assertServerVersion(String value) {
            this.assertServerVersion = value;
            return this;
        }

        /** Sets {@link OperatorClaims#strictSigningKeyUsage()}. */
        public Builder strictSigningKeyUsage(boolean value) {
            this.strictSigningKeyUsage = value;
            return this;
        }

        /** The immutable result. */
        public OperatorClaims build() {
            return new OperatorClaims(
                    registered,
                    signingKeys,
                    accountServerUrl,
                    serviceUrls,
                    systemAccount,
                    assertServerVersion,
                    strictSigningKeyUsage,
                    tags,
                    version,
                    unknown);
        }
    }
}
