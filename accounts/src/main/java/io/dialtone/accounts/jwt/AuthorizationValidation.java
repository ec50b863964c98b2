package io.dialtone.accounts.jwt;

import io.dialtone.accounts.keys.NkeyType;
import io.dialtone.accounts.keys.Nkeys;
import io.dialtone.conf.GoText;
import java.time.Instant;

/** Judges requests to authorization services and their answers. */
final class AuthorizationValidation {
    private AuthorizationValidation() {}

    static Validation of(AuthorizationRequestClaims claims, Instant now) {
        Issues issues = new Issues();
        if (claims.userNkey().isEmpty()) {
            issues.error("User nkey is required");
        } else if (!Nkeys.isPublic(NkeyType.USER, claims.userNkey())) {
            issues.error("User nkey " + GoText.quote(claims.userNkey()) + " is not a valid user public key");
        }
        claims.registered().addTo(issues, now);
        return issues.result();
    }

    static Validation of(AuthorizationResponseClaims claims, Instant now) {
        Issues issues = new Issues();
        if (!Nkeys.isPublic(NkeyType.USER, claims.subject())) {
            issues.error("Subject must be a user public key");
        }
        if (!Nkeys.isPublic(NkeyType.SERVER, claims.audience())) {
            issues.error("Audience must be a server public key");
        }
        if (claims.error().isEmpty() && claims.jwt().isEmpty()) {
            issues.error("Error or Jwt is required");
        }
        if (!claims.error().isEmpty() && !claims.jwt().isEmpty()) {
            issues.error("Only Error or Jwt can be set");
        }
        String account = claims.issuerAccount();
        if (!account.isEmpty() && !Nkeys.isPublic(NkeyType.ACCOUNT, account)) {
            issues.error("issuer_account is not an account public key");
        }
        claims.registered().addTo(issues, now);
        return issues.result();
    }
}
