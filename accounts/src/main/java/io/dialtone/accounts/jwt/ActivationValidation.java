package io.dialtone.accounts.jwt;

import java.time.Instant;

/** Judges an activation. */
final class ActivationValidation {
    private ActivationValidation() {}

    static Validation of(ActivationClaims claims, Instant now) {
        Issues issues = new Issues();
        claims.registered().addTo(issues, now);
        addTo(issues, claims);
        return issues.result();
    }

    /** All but the times. */
    static void addTo(Issues issues, ActivationClaims claims) {
        if (claims.kind() == null) {
            issues.error("invalid import type: \"unknown\"");
        }
        ClaimSubject.addTo(issues, claims.importSubject());
        UserValidation.issuerAccount(claims.issuerAccount(), issues);
    }
}
