package io.dialtone.accounts.jwt;

import java.time.Instant;
import java.util.List;

/** What one key says of another. Immutable; to change claims, see {@code with} of each kind. */
public sealed interface Claims
        permits OperatorClaims,
                AccountClaims,
                UserClaims,
                ActivationClaims,
                AuthorizationRequestClaims,
                AuthorizationResponseClaims,
                GenericClaims {
    /** Issuer, subject, times and the like. */
    Registered registered();

    /** What kind of claims these are. */
    ClaimsType type();

    /** Tags, in lower case. */
    List<String> tags();

    /** Version of the format they were read from: 1 or 2. Written is always 2. */
    int version();

    /**
     * Judges the contents; the signature was judged when they were read.
     *
     * @param now at which they must hold
     */
    Validation validate(Instant now);

    /** Public key of whom the claims are about. */
    default String subject() {
        return registered().subject();
    }

    /** Public key of who signed; empty before that. */
    default String issuer() {
        return registered().issuer();
    }

    /** Friendly name. */
    default String name() {
        return registered().name();
    }

    /** For whom the claims are meant; empty: anybody. */
    default String audience() {
        return registered().audience();
    }

    /** Hash of the registered claims; nobody checks it. */
    default String id() {
        return registered().id();
    }

    /** Second of the epoch when the claims were signed. */
    default long issuedAt() {
        return registered().issuedAt();
    }

    /** Second of the epoch after which the claims do not hold; 0: they always do. */
    default long expires() {
        return registered().expires();
    }

    /** Second of the epoch before which the claims do not hold; 0: they always did. */
    default long notBefore() {
        return registered().notBefore();
    }

    /** Whether the subject signed the claims about itself. */
    default boolean isSelfSigned() {
        return issuer().equals(subject());
    }
}
