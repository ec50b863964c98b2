package io.dialtone.accounts.jwt;

import io.dialtone.conf.ExchangeKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an exporting account allows one importing account, the subject.
 *
 * @param registered issuer, subject, times and the like
 * @param importSubject what may be imported, and all that it contains
 * @param kind stream or service; null when nothing was said
 * @param issuerAccount the exporter, when one of its signing keys issued this; else empty
 * @param tags in lower case
 * @param version of the format it was read from: 1 or 2
 * @param unknown fields that this version does not know, kept as they were
 */
public record ActivationClaims(
        Registered registered,
        String importSubject,
        @Nullable ExchangeKind kind,
        String issuerAccount,
        List<String> tags,
        int version,
        Map<String, Object> unknown)
        implements Claims {
    /** Copies the collections: the record never changes. */
    public ActivationClaims {
        tags = Copies.list(tags);
        unknown = Copies.map(unknown);
    }

    /** An activation for the account with that public key. */
    public static Builder builder(String subject) {
        return new Builder().registered(Registered.of(subject));
    }

    @Override
    public ClaimsType type() {
        return ClaimsType.ACTIVATION;
    }

    @Override
    public Validation validate(Instant now) {
        return ActivationValidation.of(this, now);
    }

    /** Whether a subject is contained in what may be imported. */
    public boolean covers(String subject) {
        return ClaimSubject.isContainedIn(subject, importSubject);
    }

    /** The name under which tools keep an activation: of issuer, importer and subject up to its first wildcard. */
    public String hashId() throws JwtException {
        return ActivationHash.of(this);
    }

    /** A copy with changes: {@code value.with(b -> b.importSubject(...))}. */
    public ActivationClaims with(UnaryOperator<Builder> changes) {
        return changes.apply(toBuilder()).build();
    }

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.registered = registered;
        b.importSubject = importSubject;
        b.kind = kind;
        b.issuerAccount = issuerAccount;
        b.tags = tags;
        b.version = version;
        b.unknown = unknown;
        return b;
    }

    /** Collects the values of an {@link ActivationClaims}. Not for several threads. */
    public static final class Builder extends VersionedClaimsBuilder<Builder> {
        private String importSubject = "";
        private @Nullable ExchangeKind kind = null;
        private String issuerAccount = "";

        Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** Sets {@link ActivationClaims#importSubject()}. */
        public Builder importSubject(String value) {
            this.importSubject = value;
            return this;
        }

        /** Sets {@link ActivationClaims#kind()}. */
        public Builder kind(@Nullable ExchangeKind value) {
            this.kind = value;
            return this;
        }

        /** Sets {@link ActivationClaims#issuerAccount()}. */
        public Builder issuerAccount(String value) {
            this.issuerAccount = value;
            return this;
        }

        /** The immutable result. */
        public ActivationClaims build() {
            return new ActivationClaims(registered, importSubject, kind, issuerAccount, tags, version, unknown);
        }
    }
}
