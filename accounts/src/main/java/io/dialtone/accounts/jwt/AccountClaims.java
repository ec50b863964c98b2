package io.dialtone.accounts.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of an account.
 *
 * @param registered issuer, subject, times and the like
 * @param imports what it takes from other accounts
 * @param exports what it offers to other accounts
 * @param limits what is not said is forbidden; see {@link AccountLimits#UNLIMITED}
 * @param signingKeys further keys that may sign users, some with a scope
 * @param revocations users whose claims no longer hold
 * @param defaultPermissions of users who bring none of their own
 * @param mappings from subjects to others
 * @param authorization who decides on logins in place of the server
 * @param trace where message traces go; null: nowhere
 * @param clusterTraffic which account carries the traffic of this one's streams: empty, {@code system} or {@code owner}
 * @param description at most 8 KiB
 * @param infoUrl with scheme and host
 * @param tags in lower case
 * @param version of the format it was read from: 1 or 2
 * @param unknown fields that this version does not know, kept as they were
 */
public record AccountClaims(
        Registered registered,
        List<Import> imports,
        List<Export> exports,
        AccountLimits limits,
        List<SigningKey> signingKeys,
        Revocations revocations,
        PermissionsClaim defaultPermissions,
        Map<String, List<WeightedMapping>> mappings,
        ExternalAuthorization authorization,
        @Nullable TraceClaim trace,
        String clusterTraffic,
        String description,
        String infoUrl,
        List<String> tags,
        int version,
        Map<String, Object> unknown)
        implements Claims {
    /** Copies the collections: the record never changes. */
    public AccountClaims {
        imports = Copies.list(imports);
        exports = Copies.list(exports);
        signingKeys = Copies.list(signingKeys);
        mappings = Copies.map(mappings);
        tags = Copies.list(tags);
        unknown = Copies.map(unknown);
    }

    /** An account with that public key and no limits, JetStream apart. */
    public static Builder builder(String subject) {
        return new Builder().registered(Registered.of(subject)).limits(AccountLimits.UNLIMITED);
    }

    @Override
    public ClaimsType type() {
        return ClaimsType.ACCOUNT;
    }

    @Override
    public Validation validate(Instant now) {
        return AccountValidation.of(this, now);
    }

    /** The signing key with that public key; null when it is none of this account's. */
    public @Nullable SigningKey signingKey(String key) {
        for (SigningKey candidate : signingKeys) {
            if (candidate.key().equals(key)) {
                return candidate;
            }
        }
        return null;
    }

    /** Whether this account signed the claims: with its own key, or as their issuer account with one of its signing keys. */
    public boolean signed(Claims claims) {
        if (claims.issuer().equals(subject())) {
            return true;
        }
        String account = switch (claims) {
            case UserClaims user -> user.issuerAccount();
            case ActivationClaims activation -> activation.issuerAccount();
            default -> "";
        };
        return account.equals(subject()) && signingKey(claims.issuer()) != null;
    }

    /** Whether the claims of a user no longer hold. Claims without a time of issue hold nowhere. */
    public boolean isRevoked(UserClaims user) {
        return revocations.isRevoked(user.registered());
    }

    /** A copy with changes: {@code value.with(b -> b.imports(...))}. */
    public AccountClaims with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.registered = registered;
        b.imports = imports;
        b.exports = exports;
        b.limits = limits;
        b.signingKeys = signingKeys;
        b.revocations = revocations;
        b.defaultPermissions = defaultPermissions;
        b.mappings = mappings;
        b.authorization = authorization;
        b.trace = trace;
        b.clusterTraffic = clusterTraffic;
        b.description = description;
        b.infoUrl = infoUrl;
        b.tags = tags;
        b.version = version;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link AccountClaims}. Not for several threads. */
    public static final class Builder extends VersionedClaimsBuilder<Builder> {
        private List<Import> imports = List.of();
        private List<Export> exports = List.of();
        private AccountLimits limits = AccountLimits.NONE;
        private List<SigningKey> signingKeys = List.of();
        private Revocations revocations = Revocations.NONE;
        private PermissionsClaim defaultPermissions = PermissionsClaim.NONE;
        private Map<String, List<WeightedMapping>> mappings = Map.of();
        private ExternalAuthorization authorization = ExternalAuthorization.NONE;
        private @Nullable TraceClaim trace = null;
        private String clusterTraffic = "";
        private String description = "";
        private String infoUrl = "";

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link AccountClaims#imports()}. */
        public Builder imports(List<Import> value) {
            this.imports = value;
            return this;
        }

        /** Sets {@link AccountClaims#exports()}. */
        public Builder exports(List<Export> value) {
            this.exports = value;
            return this;
        }

        /** Sets {@link AccountClaims#limits()}. */
        public Builder limits(AccountLimits value) {
            this.limits = value;
            return this;
        }

        /** Sets {@link AccountClaims#signingKeys()}. */
        public Builder signingKeys(List<SigningKey> value) {
            this.signingKeys = value;
            return this;
        }

        /** Sets {@link AccountClaims#revocations()}. */
        public Builder revocations(Revocations value) {
            this.revocations = value;
            return this;
        }

        /** Sets {@link AccountClaims#defaultPermissions()}. */
        public Builder defaultPermissions(PermissionsClaim value) {
            this.defaultPermissions = value;
            return this;
        }

        /** Sets {@link AccountClaims#mappings()}. */
        public Builder mappings(Map<String, List<WeightedMapping>> value) {
            this.mappings = value;
            return this;
        }

        /** Sets {@link AccountClaims#authorization()}. */
        public Builder authorization(ExternalAuthorization value) {
            this.authorization = value;
            return this;
        }

        /** Sets {@link AccountClaims#trace()}. */
        public Builder trace(@Nullable TraceClaim value) {
            this.trace = value;
            return this;
        }

        /** Sets {@link AccountClaims#clusterTraffic()}. */
        public Builder clusterTraffic(String value) {
            this.clusterTraffic = value;
            return this;
        }

        /** Sets {@link AccountClaims#description()}. */
        public Builder description(String value) {
            this.description = value;
            return this;
        }

        /** Sets {@link AccountClaims#infoUrl()}. */
        public Builder infoUrl(String value) {
            this.infoUrl = value;
            return this;
        }

        /** The immutable result. */
        public AccountClaims build() {
            return new AccountClaims(
                    registered,
                    imports,
                    exports,
                    limits,
                    signingKeys,
                    revocations,
                    defaultPermissions,
                    mappings,
                    authorization,
                    trace,
                    clusterTraffic,
                    description,
                    infoUrl,
                    tags,
                    version,
                    unknown);
        }
    }
}
